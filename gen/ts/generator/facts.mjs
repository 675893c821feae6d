// What goes with each type of event, out of webhooks.

/** An interface with one member for each type of event: its data, and of changes what was before. */
export function facts(contract) {
  const known = Object.entries(contract.webhooks).map(([type, {post}]) => `  /** ${post.summary} */\n  '${type}': {${data(post)}};\n`);
  return `import type * as schema from './schemas.js';\n\n/** What goes with each type of event. */\nexport interface Facts {\n${known.join('')}}\n`;
}

function data(event) {
  const {object, previous} = event.requestBody.content['application/json'].schema.properties.data.properties;
  return previous ? `object: ${named(object)}; previous: ${named(previous)}` : `object: ${named(object)}`;
}

function named(ref) {
  return `schema.${ref.$ref.split('/').pop()}`;
}
