import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { type SourceFile, sourceFiles } from './source.ts';

const FORBIDDEN_MEMBERS = new Set(['Math.random', 'Temporal.Now', 'performance.now']);
const FORBIDDEN_NAMES = new Set([
  'Date',
  'fetch',
  'setTimeout',
  'setInterval',
  'process',
  'randomBytes',
  'randomUUID',
  'randomInt',
]);

/** Waiting, clocks and chance in a file of the domain. */
function impurities({ path, text }: SourceFile): string[] {
  const found: string[] = [];
  const at = (start: number) => `${path}:${text.slice(0, start).split('\n').length}`;
  const asynchronous = (node: { async?: boolean; start: number }) => {
    if (node.async) found.push(`${at(node.start)} async function`);
  };
  new Visitor({
    AwaitExpression: (node) => found.push(`${at(node.start)} await`),
    FunctionDeclaration: asynchronous,
    FunctionExpression: asynchronous,
    ArrowFunctionExpression: asynchronous,
    MemberExpression: (node) => {
      const name = text.slice(node.start, node.end);
      if (FORBIDDEN_MEMBERS.has(name)) found.push(`${at(node.start)} ${name}`);
    },
    Identifier: (node) => {
      if (FORBIDDEN_NAMES.has(node.name)) found.push(`${at(node.start)} ${node.name}`);
    },
  }).visit(parseSync(path, text).program);
  return found;
}

test('the domain neither waits, nor reads a clock, nor draws lots', () => {
  expect(sourceFiles('src/domain').flatMap(impurities)).toEqual([]);
});

test('impurities are found', () => {
  const text =
    'const f = async () => { await g(Math.random(), Temporal.Now.instant(), new Date()); }';
  expect(impurities({ path: 'src/domain/x.ts', text })).toHaveLength(5);
});
