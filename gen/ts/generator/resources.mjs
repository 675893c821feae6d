// One class for each tag of the contract, with one method for each of its operations.
import {comment} from './types.mjs';

const verbs = ['get', 'post', 'put', 'patch', 'delete'];

// Providers call these, and customers never.
const foreign = 'provider-callbacks';

/** The classes, and the client that holds them all. */
export function resources(contract) {
  const all = operations(contract);
  const tags = contract.tags.filter((tag) => tag.name !== foreign && all.some((o) => o.tags[0] === tag.name));
  const held = tags.map((tag) => comment(tag.description, '  ') + `  readonly ${camel(tag.name)}: ${pascal(tag.name)};\n`);
  const made = tags.map((tag) => `    this.${camel(tag.name)} = new ${pascal(tag.name)}(caller);\n`);
  return [
    "import {type Caller, type CallOptions, segment, type StreamOptions} from '../call.js';\n",
    "import {Listing} from '../page.js';\n",
    "import {datum, type Stream, type Update, update} from '../stream.js';\n",
    "import type {operations} from './contract.js';\n",
    "import type * as schema from './schemas.js';\n\n",
    "type Query<Name extends keyof operations> = NonNullable<operations[Name]['parameters']['query']>;\n\n",
    ...tags.map((tag) => resource(tag, all.filter((o) => o.tags[0] === tag.name))),
    '/** A client of the API: one property for each kind of thing. */\n',
    `export class Client {\n${held.join('')}\n  constructor(caller: Caller) {\n${made.join('')}  }\n}\n`,
  ].join('');
}

function resource(tag, operations) {
  const methods = operations.map((operation) => method(tag.name, operation));
  return `${comment(tag.description)}export class ${pascal(tag.name)} {\n  constructor(private readonly caller: Caller) {}\n\n${methods.join('\n')}}\n\n`;
}

// operations are the contract's, with references to parameters followed.
function operations(contract) {
  const found = [];
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const verb of verbs.filter((verb) => item[verb])) {
      const parameters = [...(item.parameters ?? []), ...(item[verb].parameters ?? [])].map((p) => follow(contract, p));
      const content = contentOf(contract, item[verb]);
      const told = content?.['text/event-stream']?.['x-stream'];
      const answer = told ? streamed(told) : answerOf(contract, item[verb], content, parameters.some((p) => p.name === 'cursor'));
      const file = content && !told && !content['application/json'];
      found.push({path, verb, ...item[verb], parameters, answer, told, file});
    }
  }
  return found;
}

function follow(contract, node) {
  if (!node.$ref) return node;
  return node.$ref.slice(2).split('/').reduce((at, key) => at[key], contract);
}

// contentOf is what an operation gives when all goes well, by media type.
function contentOf(contract, operation) {
  const status = Object.keys(operation.responses).find((status) => status.startsWith('2'));
  return follow(contract, operation.responses[status]).content;
}

// streamed is the type of what a stream tells: one schema, or one for each name of an event.
function streamed(told) {
  if (told.$ref) return `schema.${named(told)}`;
  return `Update<{${Object.entries(told).map(([name, ref]) => `${name}: schema.${named(ref)}`).join('; ')}}>`;
}

function named(ref) {
  return ref.$ref.split('/').pop();
}

// answerOf is the type of an answer; of a list, that of its items; of a file, its text.
function answerOf(contract, operation, content, listed) {
  if (!content) return 'void';
  const json = content['application/json'];
  if (!json) return 'string';
  if (!json.schema.$ref) throw new Error(`${operation.operationId}: the answer has no name; make it a schema`);
  return `schema.${named(listed ? follow(contract, json.schema).properties.data.items : json.schema)}`;
}

function method(tag, operation) {
  const inPath = operation.parameters.filter((p) => p.in === 'path');
  const query = operation.parameters.filter((p) => p.in === 'query');
  const list = query.some((p) => p.name === 'cursor');
  const body = operation.requestBody;
  const signature = [
    ...inPath.map((p) => `${camel(p.name)}: string`),
    ...(body ? [`body${body.required ? '' : '?'}: schema.${bodyName(operation)}`] : []),
    ...(query.length ? [`query${query.some((p) => p.required) ? '' : '?'}: Query<'${operation.operationId}'>`] : []),
    `options?: ${operation.told ? 'StreamOptions' : 'CallOptions'}`,
  ];
  const [kind, call] = list ? ['Listing', page(operation)] : operation.told ? ['Stream', stream(operation, query)] : ['Promise', once(operation, query)];
  const head = `  ${shortName(tag, operation.operationId)}(${signature.join(', ')}): ${kind}<${operation.answer}> {\n`;
  return `${comment(said(operation), '  ')}${head}    ${call}\n  }\n`;
}

function once(operation, query) {
  return `return this.caller.call(${request(operation, query.length > 0 && 'query')}, options);`;
}

function stream(operation, query) {
  const item = operation.told.$ref ? `datum<${operation.answer}>` : `${operation.answer.replace(/^Update/, 'update')}`;
  return `return this.caller.stream(${request(operation, query.length > 0 && 'query')}, ${item}, options);`;
}

function page(operation) {
  return `return new Listing((cursor) => this.caller.call(${request(operation, '{...query, ...cursor}')}, options));`;
}

// request is what Caller.call is asked for.
function request(operation, query) {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => '${segment(' + camel(name) + ')}');
  const fields = [`method: '${operation.verb.toUpperCase()}'`, `path: \`${path}\``];
  if (query) fields.push(query === 'query' ? 'query' : `query: ${query}`);
  if (operation.requestBody) fields.push('body');
  if (operation.parameters.some((p) => p.in === 'header' && p.name === 'Idempotency-Key')) fields.push('keyed: true');
  if (operation.file) fields.push('file: true');
  return `{${fields.join(', ')}}`;
}

function bodyName(operation) {
  const {schema} = operation.requestBody.content['application/json'];
  if (!schema.$ref) throw new Error(`${operation.operationId}: the body has no name; make it a schema`);
  return named(schema);
}

// shortName leaves out of an operation's name what the tag says already: createLead of leads is
// create, listLeads is list, listLeadListMembers of lead-lists is listMembers.
function shortName(tag, operationId) {
  const plural = pascal(tag);
  const singular = plural.endsWith('ies') ? plural.replace(/ies$/, 'y') : plural.replace(/s$/, '');
  const short = operationId.replace(new RegExp(`(?:To)?(?:${plural}|${singular})(?![a-z])`), '');
  return short === '' ? operationId : short;
}

function said({summary, description}) {
  return `${summary}${/[.?!]$/.test(summary) ? '' : '.'} ${description}`;
}

function camel(name) {
  return name.replace(/[-_](\w)/g, (_, letter) => letter.toUpperCase());
}

function pascal(name) {
  const text = camel(name);
  return text[0].toUpperCase() + text.slice(1);
}
