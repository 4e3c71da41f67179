import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml';

/** Keys and list positions from the root of the document. */
export type FilePath = readonly (string | number)[];

/** Both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where things stand in the text of a YAML document. */
export class Places {
  readonly #document: Document;
  readonly #lines: LineCounter;

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  offset(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  /** Of a value; of its key when it is a block of lines, or of what it should stand in when missing. */
  of(path: FilePath): Place {
    const { key, value } = this.#find(path);
    const node = isScalar(value) || isAlias(value) ? value : (key ?? value);
    return this.offset(node?.range?.[0] ?? 0);
  }

  /** Of the key itself. */
  ofKey(path: FilePath): Place {
    const { key, value } = this.#find(path);
    return this.offset((key ?? value)?.range?.[0] ?? 0);
  }

  /** The deepest node along the path, with the key it hangs on. */
  #find(path: FilePath): { key: Node | null; value: Node | null } {
    let key: Node | null = null;
    let value = this.#document.contents as Node | null;
    for (const step of path) {
      const whole = isAlias(value) ? value.resolve(this.#document) : value;
      if (isMap<Node, Node | null>(whole)) {
        const pair = whole.items.find(
          (item) => isScalar(item.key) && String(item.key.value) === step,
        );
        if (!pair) break;
        key = pair.key;
        value = pair.value ?? pair.key;
      } else if (isSeq<Node>(whole) && typeof step === 'number' && whole.items[step]) {
        key = whole.items[step];
        value = whole.items[step];
      } else break;
    }
    return { key, value };
  }
}
