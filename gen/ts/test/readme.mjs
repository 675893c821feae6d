// Makes programs of the READMEs: of all the TypeScript in one, to be compiled, and of what says what
// it prints, to be run.
import {readFileSync, writeFileSync} from 'node:fs';

const root = new URL('../../../', import.meta.url);
const readmes = {root: 'README.md', package: 'gen/ts/README.md'};

const printed = {};
for (const [name, path] of Object.entries(readmes)) {
  const blocks = [...readFileSync(new URL(path, root), 'utf8').matchAll(/```ts\n(.*?)```\n(?:```\n(.*?)```)?/gs)];
  const programs = blocks.map(([, program]) => program);
  const printing = blocks.filter(([, , output]) => output);
  write(`readme-${name}-whole.ts`, programs.join('\n'));
  write(`readme-${name}.ts`, printing.map(([, program]) => program).join('\n'));
  printed[name] = printing.map(([, , output]) => output).join('');
}
write('readme.json', JSON.stringify(printed));

function write(name, text) {
  writeFileSync(new URL(name, import.meta.url), text);
}
