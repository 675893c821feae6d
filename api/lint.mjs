// The rules of the contract that Redocly does not bring: redocly.yaml says which are in force.

// called makes a rule of what is wrong with an operation. Webhooks are not called, so they are left out.
const called = (complaint) => () => ({
  Paths: {
    Operation(operation, {report, key}) {
      const message = complaint(operation, key);
      if (message) report({message});
    },
  },
});

const takes = ({parameters = []}, name) => parameters.some(({$ref}) => $ref === `#/components/parameters/${name}`);

/** SDKs call their methods by the operationId. */
const verbNoun = called(({operationId = ''}) => {
  if (!/^[a-z]+([A-Z][A-Za-z]*)+$/.test(operationId)) return 'The operationId must be a verb and a noun, like createLead.';
});

/** Documents show a line, and a paragraph under it. */
const described = called(({summary, description}) => {
  if (!summary || !description) return 'An operation must have a summary and a description.';
});

/** Whatever goes wrong has one shape. */
const answers = called(({responses}) => {
  if (!responses?.default) return 'The responses must have a default, which is responses/Error.';
});

/** No list is given whole, and each page leads to the next. */
const paged = called((operation) => {
  const list = operation.operationId?.startsWith('list') || takes(operation, 'Limit') || takes(operation, 'Cursor');
  const linked = operation.responses?.[200]?.headers?.Link;
  if (list && !(takes(operation, 'Limit') && takes(operation, 'Cursor') && linked)) return 'A list must take parameters/Limit and parameters/Cursor, and answer with headers/Link.';
});

/** What may change something can be sent again under its key, where it is known who calls. */
const keyed = called((operation, method) => {
  const wanted = method !== 'get' && operation.security?.length > 0;
  if (wanted && !takes(operation, 'IdempotencyKey')) return 'What may change something must take parameters/IdempotencyKey.';
  if (!wanted && takes(operation, 'IdempotencyKey')) return 'There is nothing here for parameters/IdempotencyKey to keep.';
});

/** What is not stable says so; all else is held to the released contract. */
const stability = called((operation) => {
  const said = operation['x-stability'];
  if (said !== undefined && said !== 'experimental') return 'x-stability can only be experimental; without it an operation is stable.';
});

/** An object in an object in an object has a name, by which people and generated code speak of it. */
const named = () => ({
  Schema({properties}, {report, location}) {
    const depth = location.pointer.split('/properties/').length - 1;
    if (properties && depth > 1) report({message: 'An object as deep as this must have a name under components/schemas.'});
  },
});

/** Every field of a schema says what it is, itself or by what it refers to. */
const documented = () => ({
  Schema({properties = {}}, {report, resolve, location}) {
    if (!location.pointer.startsWith('#/components/schemas/')) return; // webhooks narrow what stands there
    for (const [name, field] of Object.entries(properties)) {
      const described = field.description ?? resolve(field).node?.description;
      if (!described) report({message: `The field ${name} must have a description.`, location: location.child(['properties', name])});
    }
  },
});

/** Every body has an example, but problems, which have pages of their own, streams, and what providers send. */
const shown = () => ({
  MediaType({example, examples}, {report, key}) {
    const exempt = ['application/problem+json', 'text/event-stream', '*/*'].includes(key);
    if (!exempt && example === undefined && examples === undefined) report({message: 'A body must have an example.'});
  },
});

export default function carillon() {
  return {id: 'carillon', rules: {oas3: {'verb-noun': verbNoun, described, answers, paged, keyed, stability, named, documented, shown}}};
}
