import { globSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

export const ROOT = resolve(import.meta.dirname, '../..');

export interface SourceFile {
  /** Path from the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every hand-written TypeScript file under the folders, generated ones left out. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: ROOT }))
    .filter((path) => !path.includes('/generated/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** What a file imports: module specifiers, type imports and dynamic imports included. */
export function importsOf({ path, text }: SourceFile): string[] {
  const { module } = parseSync(path, text);
  const exported = module.staticExports.flatMap((e) =>
    e.entries.map((x) => x.moduleRequest?.value),
  );
  const dynamic = module.dynamicImports.map((d) =>
    text.slice(d.moduleRequest.start + 1, d.moduleRequest.end - 1),
  );
  return [
    ...module.staticImports.map((i) => i.moduleRequest.value),
    ...exported,
    ...dynamic,
  ].filter((specifier): specifier is string => specifier !== undefined);
}

/** The folder inside the repository that a specifier points to, or null for a package. */
export function folderOf(file: SourceFile, specifier: string): string | null {
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`;
  if (specifier.startsWith('.')) return relative(ROOT, resolve(ROOT, file.path, '..', specifier));
  return null;
}
