import {sleep, wait} from './retry.js';

/** One thing that a server says in a stream. */
export interface Frame {
  /** Where the reader stands from here on. */
  id?: string;
  event?: string;
  /** Missing from signs of life. */
  data?: string;
}

/** A frame that says something. */
export interface Told extends Frame {
  data: string;
}

/** What streams of several kinds of events tell: `event` says which, `data` is what goes with it. */
export type Update<Kinds> = {[Kind in keyof Kinds]: {event: Kind; data: Kinds[Kind]}}[keyof Kinds];

/**
 * What happens, as it happens: `for await (const event of client.events.stream())`. A stream that is
 * cut off is opened again where it was, and asked for without end; it throws what another try cannot
 * mend. To end it leave the loop, or abort the signal, whose reason it then throws. Each walk begins anew.
 */
export class Stream<Item> implements AsyncIterable<Item> {
  constructor(
    private readonly open: (last?: string) => AsyncIterable<Frame>,
    private readonly item: (frame: Told) => Item,
    private readonly options: {signal?: AbortSignal | undefined; retries?: number | undefined},
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    let last: string | undefined;
    for (let failures = 0; ; ) {
      try {
        for await (const frame of this.open(last)) {
          failures = 0;
          last = frame.id ?? last;
          if (told(frame)) yield this.item(frame);
        }
        return;
      } catch (failure) {
        this.options.signal?.throwIfAborted();
        const pause = wait(failure, ++failures, Math.random());
        if (pause === undefined || failures > (this.options.retries ?? Infinity)) throw failure;
        await sleep(pause, this.options.signal);
      }
    }
  }
}

/** What a frame of a stream with one kind of data tells. */
export function datum<Item>(frame: Told): Item {
  return JSON.parse(frame.data) as Item;
}

/** What a frame of a stream with several kinds of events tells. */
export function update<Kinds>(frame: Told): Update<Kinds> {
  return {event: frame.event, data: JSON.parse(frame.data)} as Update<Kinds>;
}

/** The frames of a body, one after the other until it ends. */
export async function* frames(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const blocks = (rest + decoder.decode(next.value, {stream: true})).split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) yield frame(block);
    }
  } finally {
    reader.cancel().catch(() => {}); // it may be broken already
  }
}

function frame(block: string): Frame {
  const fields = block.split('\n').map((line) => line.split(/: (.*)/s, 2));
  return Object.fromEntries(fields.filter(([name]) => name === 'id' || name === 'event' || name === 'data'));
}

function told(frame: Frame): frame is Told {
  return frame.data !== undefined;
}
