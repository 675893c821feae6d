// Types of everything the contract describes, as openapi-typescript sees it.
import openapiTS, {astToString} from 'openapi-typescript';
import ts from 'typescript';

/** What the contract says of calls as TypeScript: paths, operations, components. */
export async function types(contract) {
  const {webhooks, ...calls} = structuredClone(contract);
  calls.components.schemas.Event.properties.type['x-extensible-enum'] = Object.keys(webhooks);
  return astToString(await openapiTS(calls, {defaultNonNullable: false, transform: extensible}));
}

/** One exported type for each schema, by its own name. */
export function schemas(contract) {
  const names = Object.keys(contract.components.schemas);
  const lines = names.map((name) => comment(contract.components.schemas[name].description) + `export type ${name} = Schemas['${name}'];\n`);
  return `import type {components} from './contract.js';\n\ntype Schemas = components['schemas'];\n\n${lines.join('')}`;
}

/** A doc comment of one paragraph, or nothing. */
export function comment(text, indent = '') {
  if (!text) return '';
  return `${indent}/** ${text.trim().replace(/\s+/g, ' ').replaceAll('*/', '*\\/')} */\n`;
}

// extensible makes a set that may grow: editors complete the values known today, and any other
// text is allowed for, so that a program must say what it does with it.
function extensible(schema) {
  const known = schema['x-extensible-enum'];
  if (!known) return undefined;
  const text = ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);
  const members = known.map((value) => ts.factory.createLiteralTypeNode(ts.factory.createStringLiteral(value)));
  members.push(ts.factory.createParenthesizedType(ts.factory.createIntersectionTypeNode([text, ts.factory.createTypeLiteralNode([])])));
  if ([schema.type].flat().includes('null')) members.push(ts.factory.createLiteralTypeNode(ts.factory.createNull()));
  return ts.factory.createUnionTypeNode(members);
}
