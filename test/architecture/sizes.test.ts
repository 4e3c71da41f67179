import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { type SourceFile, sourceFiles } from './source.ts';

const FUNCTION_LINES_MAX = 70;
const FILE_LINES_MAX = 300;

const linesOf = (text: string) => text.trimEnd().split('\n').length;

function longFunctions({ path, text }: SourceFile): string[] {
  const found: string[] = [];
  const measure = (node: { start: number; end: number }) => {
    const lines = linesOf(text.slice(node.start, node.end));
    const line = linesOf(`${text.slice(0, node.start)}.`);
    if (lines > FUNCTION_LINES_MAX) found.push(`${path}:${line} has ${lines} lines`);
  };
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(parseSync(path, text).program);
  return found;
}

const files = sourceFiles('src', 'commands');

test(`no function is longer than ${FUNCTION_LINES_MAX} lines`, () => {
  expect(files.flatMap(longFunctions)).toEqual([]);
  const long = `function f() {\n${'g();\n'.repeat(FUNCTION_LINES_MAX)}}`;
  expect(longFunctions({ path: 'x.ts', text: long })).toHaveLength(1);
});

test(`no file is longer than ${FILE_LINES_MAX} lines`, () => {
  const long = files.filter((file) => linesOf(file.text) > FILE_LINES_MAX);
  expect(long.map((file) => `${file.path} has ${linesOf(file.text)} lines`)).toEqual([]);
});
