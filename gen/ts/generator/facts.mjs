// What goes with each type of event, out of x-events.

/** An interface with one member for each type of event: its data, and of changes what was before. */
export function facts(contract) {
  const known = Object.entries(contract['x-events']).map(([type, event]) => `  /** ${event.summary} */\n  '${type}': {${data(event)}};\n`);
  return `import type * as schema from './schemas.js';\n\n/** What goes with each type of event. */\nexport interface Facts {\n${known.join('')}}\n`;
}

function data(event) {
  const object = `object: ${named(event.data)}`;
  return event.previous ? `${object}; previous: ${named(event.previous)}` : object;
}

function named(ref) {
  return `schema.${ref.$ref.split('/').pop()}`;
}
