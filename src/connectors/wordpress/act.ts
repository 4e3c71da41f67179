import { z } from 'zod';
import type { ItemRef, Outcome, OwnReceipt, PlatformAction } from '#ports/connector.ts';
import type { Account } from './account.ts';
import { type Answer, type Client, UnansweredError, UnexpectedAnswerError } from './client.ts';
import { errorOf, gone, outcomeOfFailure } from './outcome.ts';
import { asHtml, plainText } from './plain-text.ts';
import { postOf } from './read.ts';

export interface Acting {
  readonly client: Client;
  readonly account: (signal: AbortSignal) => Promise<Account>;
  /** Of the blog, for steps a person takes there. */
  readonly url: string;
}

type Reply = PlatformAction & { readonly verb: 'reply' };

const written = z.object({
  id: z.union([z.int().positive(), z.string()]).transform(String),
  post: z.int().optional(),
  link: z.string().optional(),
  status: z.string(),
  content: z.object({ raw: z.string() }).optional(),
});
type Written = z.infer<typeof written>;

const commentRoute = (item: ItemRef): string =>
  `/wp/v2/comments/${encodeURIComponent(item.externalId)}`;

/** Does one thing on WordPress. Never throws for what WordPress or the network answer. */
export async function act(
  needs: Acting,
  action: PlatformAction,
  signal: AbortSignal,
): Promise<Outcome> {
  const { client } = needs;
  const route = commentRoute(action.item);
  switch (action.verb) {
    case 'reply':
      return reply(needs, action, signal);
    case 'hide':
      return writing(action, () => client.post(route, { status: 'hold' }, signal));
    case 'unhide':
      return writing(action, () => client.post(route, { status: 'approved' }, signal));
    case 'remove':
      // Into the trash: erasing (force) could not be taken back after a complaint.
      return writing(action, () => client.delete(route, signal));
  }
}

/** A write whose answer is lost may have happened, unless the connection was never made. */
async function writing(action: PlatformAction, call: () => Promise<Answer>): Promise<Outcome> {
  let answer: Answer;
  try {
    answer = await call();
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    if (error.mayHaveHappened) return { kind: 'ambiguous', message: error.message };
    return { kind: 'retry', afterMs: 30_000, message: error.message };
  }
  if (answer.status < 200 || answer.status >= 300) return outcomeOfFailure(action.verb, answer);
  const result = written.safeParse(answer.json);
  if (!result.success) {
    return { kind: 'ambiguous', message: 'WordPress said yes, but not to what.' };
  }
  return { kind: 'applied', ...receiptOf(result.data) };
}

const receiptOf = (comment: Written): OwnReceipt => ({
  externalId: comment.id,
  ...(comment.link ? { url: comment.link } : {}),
});

async function reply(needs: Acting, action: Reply, signal: AbortSignal): Promise<Outcome> {
  const parent = await answered(needs.client, action.item, signal);
  if ('kind' in parent) return parent;
  const post = postOf(action.item.rootExternalId) ?? String(parent.post);
  const body = {
    post: Number(post),
    parent: Number(action.item.externalId),
    content: asHtml(action.text),
  };
  let status = '';
  const outcome = await writing(action, async () => {
    const answer = await needs.client.post('/wp/v2/comments', body, signal);
    const result = written.safeParse(answer.json);
    status = answer.status === 201 && result.success ? result.data.status : '';
    return answer;
  });
  if (outcome.kind === 'applied' && status !== 'approved') return heldBack(needs, outcome);
  if (outcome.kind !== 'refused' || outcome.code !== 'comment_duplicate') return outcome;
  return repeated(needs, action, outcome, signal);
}

/** The comment to answer; WordPress itself would let one answer what is no longer there. */
async function answered(
  client: Client,
  item: ItemRef,
  signal: AbortSignal,
): Promise<Written | Outcome> {
  let answer: Answer;
  try {
    answer = await client.get(commentRoute(item), { context: 'edit' }, signal);
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    // Only read so far, so nothing can have happened.
    return { kind: 'retry', afterMs: 30_000, message: error.message };
  }
  const result = written.safeParse(answer.json);
  if (answer.status === 200 && result.success) {
    const { status } = result.data;
    if (status === 'approved') return result.data;
    if (status === 'trash') return gone;
    const message = `WordPress does not show the comment (${status}): nobody would see the answer.`;
    return { kind: 'refused', code: 'not-shown', message };
  }
  const outcome = outcomeOfFailure('reply', answer);
  const { code } = errorOf(answer);
  return outcome.kind === 'ambiguous' || outcome.kind === 'applied'
    ? { kind: 'retry', afterMs: 30_000, message: `WordPress answered ${answer.status} (${code}).` }
    : outcome;
}

/** An answer no citizen sees is none: a person has to let it through. */
function heldBack(needs: Acting, { externalId }: { readonly externalId?: string }): Outcome {
  const page = `${needs.url}/wp-admin/comment.php?action=editcomment&c=${externalId}`;
  const how = `The answer is written, but WordPress holds it back. Approve it at ${page}`;
  return { kind: 'manual', how };
}

/** 409: the same text stands there already. Ours from an earlier try, or somebody else's. */
async function repeated(
  needs: Acting,
  action: Reply,
  refused: Outcome,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const receipt = await findOwn(needs, action, signal);
    return receipt ? { kind: 'already', ...receipt } : refused;
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    return { kind: 'ambiguous', message: error.message };
  }
}

/**
 * Whether the action has happened: our reply under the same comment with the same text, or the
 * comment in the state that was asked for. Rejects where WordPress cannot tell.
 */
export async function findOwn(
  needs: Acting,
  action: PlatformAction,
  signal: AbortSignal,
): Promise<OwnReceipt | null> {
  if (action.verb === 'reply') return findReply(needs, action, signal);
  const answer = await needs.client.get(commentRoute(action.item), { context: 'edit' }, signal);
  if (answer.status === 404) {
    return action.verb === 'remove' ? { externalId: action.item.externalId } : null;
  }
  const comment = written.safeParse(answer.json);
  if (answer.status !== 200 || !comment.success) throw unexpected(answer);
  const asked = { hide: 'hold', unhide: 'approved', remove: 'trash' }[action.verb];
  return comment.data.status === asked ? receiptOf(comment.data) : null;
}

async function findReply(needs: Acting, action: Reply, signal: AbortSignal) {
  const { id } = await needs.account(signal);
  const query = {
    context: 'edit',
    status: 'all',
    parent: action.item.externalId,
    author: id,
    per_page: 100,
  };
  const answer = await needs.client.get('/wp/v2/comments', query, signal);
  const result = z.array(written).safeParse(answer.json);
  if (answer.status !== 200 || !result.success) throw unexpected(answer);
  const wanted = collapsed(action.text);
  const ours = result.data.find(
    ({ content }) => content && collapsed(plainText(content.raw).text) === wanted,
  );
  return ours ? receiptOf(ours) : null;
}

/** WordPress trims, and its filters may touch line ends. */
const collapsed = (text: string): string => text.replace(/\s+/g, ' ').trim();

function unexpected(answer: Answer): UnexpectedAnswerError {
  const { code, message } = errorOf(answer);
  return new UnexpectedAnswerError(`WordPress answered ${answer.status} (${code}): ${message}`);
}
