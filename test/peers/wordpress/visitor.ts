export interface VisitorComment {
  readonly text: string;
  readonly author?: string;
  readonly email?: string;
  /** The id of the comment it answers. */
  readonly parent?: string;
}

/** Writes a comment with the form of the page, as a visitor's browser does; its id. */
export async function addComment(url: string, comment: VisitorComment): Promise<string> {
  const { status, location, body } = await postCommentForm(url, comment);
  const id = /#comment-(\d+)$/.exec(location ?? '')?.[1];
  if (!id) throw new Error(`WordPress refused the comment: ${status} ${body.slice(0, 500)}`);
  return id;
}

/** What WordPress answers to the comment form; `headers` as another browser would send them. */
export async function postCommentForm(
  url: string,
  comment: VisitorComment,
  headers: Record<string, string> = {},
): Promise<{ status: number; location: string | null; body: string }> {
  const answer = await fetch(`${url}/wp-comments-post.php`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({
      comment_post_ID: '1',
      comment_parent: comment.parent ?? '0',
      author: comment.author ?? 'Anna Andersson',
      email: comment.email ?? 'anna@example.org',
      url: '',
      comment: comment.text,
    }),
  });
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    body: await answer.text(),
  };
}
