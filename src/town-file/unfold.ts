import { type Document, isNode, isScalar, visit } from 'yaml';
import { ok, type Result, refuse } from '#domain/result.ts';

/** Why a document is not turned into plain data, and the offset in its text. */
export interface Unfit {
  readonly offset: number;
  readonly message: string;
}

/** A small file could otherwise unfold to gigabytes (“billion laughs”). */
const ALIASES_MAX = 200;

/** A town file needs 8. */
const DEPTH_MAX = 40;

/** The plain data of a parsed document, unless its anchors or its depth would cost too much. */
export function unfold(document: Document): Result<unknown, Unfit> {
  const unfit = unfitIn(document);
  if (unfit) return refuse(unfit);
  try {
    return ok(document.toJS({ maxAliasCount: ALIASES_MAX }));
  } catch {
    return refuse({ offset: 0, message: 'has aliases that unfold to too much' });
  }
}

function unfitIn(document: Document): Unfit | undefined {
  let unfit: Unfit | undefined;
  let aliases = 0;
  const refuseAt = (offset: number | undefined, message: string) => {
    unfit = { offset: offset ?? 0, message };
    return visit.BREAK;
  };
  visit(document, {
    Alias(_, alias, ancestors) {
      const at = alias.range?.[0];
      const target = alias.resolve(document);
      aliases += 1;
      if (aliases > ALIASES_MAX) return refuseAt(at, `has more than ${ALIASES_MAX} aliases`);
      if (!target) return refuseAt(at, `*${alias.source} has no &${alias.source} before it`);
      if (ancestors.includes(target)) return refuseAt(at, `*${alias.source} would hold itself`);
      return undefined;
    },
    Pair(_, { key }) {
      const at = isNode(key) ? key.range?.[0] : undefined;
      return isScalar(key) ? undefined : refuseAt(at, 'a name is plain text, nothing else');
    },
    Collection(_, { range }, ancestors) {
      const isDeep = ancestors.length > 2 * DEPTH_MAX;
      return isDeep ? refuseAt(range?.[0], 'is nested too deeply') : undefined;
    },
  });
  return unfit;
}
