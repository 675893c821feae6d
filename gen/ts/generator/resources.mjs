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
    "import {type Caller, type CallOptions, segment} from '../call.js';\n",
    "import {Listing} from '../page.js';\n",
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

// operations are the contract's, with references to parameters followed. What streams is left out.
function operations(contract) {
  const found = [];
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const verb of verbs.filter((verb) => item[verb])) {
      const parameters = [...(item.parameters ?? []), ...(item[verb].parameters ?? [])].map((p) => follow(contract, p));
      const answer = answerOf(contract, item[verb], parameters.some((p) => p.name === 'cursor'));
      found.push({path, verb, ...item[verb], parameters, answer});
    }
  }
  return found.filter((operation) => operation.answer !== 'stream');
}

function follow(contract, node) {
  if (!node.$ref) return node;
  return node.$ref.slice(2).split('/').reduce((at, key) => at[key], contract);
}

// answerOf is the type of what an operation gives when all goes well; of a list, that of its items.
function answerOf(contract, operation, listed) {
  const status = Object.keys(operation.responses).find((status) => status.startsWith('2'));
  const content = follow(contract, operation.responses[status]).content;
  if (!content) return 'void';
  const json = content['application/json'];
  if (!json) return 'stream';
  if (!json.schema.$ref) throw new Error(`${operation.operationId}: the answer has no name; make it a schema`);
  const named = listed ? follow(contract, json.schema).properties.data.items : json.schema;
  return named.$ref.split('/').pop();
}

function method(tag, operation) {
  const inPath = operation.parameters.filter((p) => p.in === 'path');
  const query = operation.parameters.filter((p) => p.in === 'query');
  const list = query.some((p) => p.name === 'cursor');
  const body = operation.requestBody;
  const result = operation.answer === 'void' ? 'void' : `schema.${operation.answer}`;
  const signature = [
    ...inPath.map((p) => `${camel(p.name)}: string`),
    ...(body ? [`body${body.required ? '' : '?'}: schema.${bodyName(operation)}`] : []),
    ...(query.length ? [`query${query.some((p) => p.required) ? '' : '?'}: Query<'${operation.operationId}'>`] : []),
    'options?: CallOptions',
  ];
  const call = list ? page(operation) : `return this.caller.call(${request(operation, query.length > 0 && 'query')}, options);`;
  const head = `  ${shortName(tag, operation.operationId)}(${signature.join(', ')}): ${list ? 'Listing' : 'Promise'}<${result}> {\n`;
  return `${comment(said(operation), '  ')}${head}    ${call}\n  }\n`;
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
  return `{${fields.join(', ')}}`;
}

function bodyName(operation) {
  const {schema} = operation.requestBody.content['application/json'];
  if (!schema.$ref) throw new Error(`${operation.operationId}: the body has no name; make it a schema`);
  return schema.$ref.split('/').pop();
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
