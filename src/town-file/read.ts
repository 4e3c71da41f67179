import { LineCounter, parseDocument } from 'yaml';
import { ok, type Result, refuse } from '#domain/result.ts';
import { checkTown } from '#domain/town/check.ts';
import type { Town } from '#domain/town/town.ts';
import type { DocumentFault } from '#ports/operator.ts';
import { filePath } from './file-path.ts';
import { issueInWords, type ShapeFault } from './issue-words.ts';
import { keysAt, townJsonSchema } from './json-schema.ts';
import { isRecord, mend } from './mend.ts';
import { type FilePath, Places } from './places.ts';
import { type Connections, type TownFile, townFileSchema } from './schema.ts';
import { soundFaults } from './sound-parts.ts';
import { syntaxFaults } from './syntax.ts';
import { documentDigest, toTown } from './to-town.ts';
import { unfold } from './unfold.ts';
import { faultInWords } from './words.ts';

export interface ReadTown {
  readonly town: Town;
  /** SHA-256 (hex) of the document. */
  readonly sha256: string;
}

/** A town of 300 people and 200 channels takes about 200 kB. */
export const TOWN_FILE_BYTES_MAX = 1_048_576;

/** Reads a town file; every fault is told at once, in the order of its lines. */
export function readTown(
  text: string,
  connections: Connections,
): Result<ReadTown, readonly DocumentFault[]> {
  if (Buffer.byteLength(text) > TOWN_FILE_BYTES_MAX) {
    return refuse([whole(`is larger than ${TOWN_FILE_BYTES_MAX / 1024} kB`)]);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const places = new Places(document, lines);
  const broken = syntaxFaults(document, places);
  if (broken.length > 0) return refuse(broken);
  const unfolded = unfold(document);
  if (!unfolded.ok) {
    const { offset, message } = unfolded.refusal;
    return refuse([{ ...places.offset(offset), path: '', message }]);
  }
  const faults = faultsIn(unfolded.value, connections);
  if (faults.length > 0) return refuse(inOrder(faults.map((fault) => placed(fault, places))));
  // As it was written, not as the schema reads it: each connector reads its own settings once more.
  return ok({ town: toTown(unfolded.value as TownFile), sha256: documentDigest(text) });
}

/** Shape first; what is whole is checked for what it says even while other parts are not. */
function faultsIn(root: unknown, connections: Connections): ShapeFault[] {
  const schema = townFileSchema(connections);
  const parsed = schema.safeParse(root);
  if (!parsed.success) {
    const { issues } = parsed.error;
    const known = townJsonSchema(connections);
    const keys = (path: FilePath) => keysAt(path, known, root);
    const inWords = (issue: (typeof issues)[number]) => issueInWords(issue, root, keys);
    if (!isRecord(root)) return issues.flatMap(inWords);
    const mended = mend(root, issues, schema);
    return [...[...issues, ...mended.found].flatMap(inWords), ...soundFaults(mended, issues)];
  }
  const file = root as TownFile;
  const town = toTown(file);
  return checkTown(town).map((fault) => ({
    ...filePath(fault.path, town, file),
    message: faultInWords(fault, town),
  }));
}

function placed({ path, onKey, message }: ShapeFault, places: Places): DocumentFault {
  return { ...(onKey ? places.ofKey(path) : places.of(path)), path: dotted(path), message };
}

function dotted(path: FilePath): string {
  return path
    .map((step, n) => (typeof step === 'number' ? `[${step + 1}]` : n > 0 ? `.${step}` : step))
    .join('');
}

/** By line; a fault that shows in several places of one line is told once. */
function inOrder(faults: readonly DocumentFault[]): DocumentFault[] {
  const unique = new Map(faults.map((fault) => [JSON.stringify(Object.entries(fault)), fault]));
  return [...unique.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

function whole(message: string): DocumentFault {
  return { line: 1, column: 1, path: '', message };
}
