/** One page of a list. */
export interface Page<Item> {
  data: Item[];
  has_more: boolean;
  /** Given as cursor, it leads to the next page; null on the last. */
  next_cursor: string | null;
  /** The limit in force. */
  limit: number;
}

/**
 * A list, read page by page as it is walked through:
 * `for await (const lead of client.leads.list())`. Each walk begins anew.
 */
export class Listing<Item> implements AsyncIterable<Item> {
  constructor(private readonly fetch: (next: {cursor?: string}) => Promise<Page<Item>>) {}

  /** The first page alone. */
  page(): Promise<Page<Item>> {
    return this.fetch({});
  }

  /** Page after page. */
  async *pages(): AsyncGenerator<Page<Item>, void, undefined> {
    let page = await this.page();
    yield page;
    while (page.next_cursor !== null) {
      page = await this.fetch({cursor: page.next_cursor});
      yield page;
    }
  }

  /** Item after item. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* page.data;
  }
}
