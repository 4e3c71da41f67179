import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Address of the other end of the connection; empty where it is not known. */
export const peerAddress = (c: Context): string => getConnInfo(c).remote.address ?? '';

/**
 * Address of the visitor. Each of our own proxies writes whom it heard at the end of
 * `X-Forwarded-For`; what stands before that a visitor may have written, and is not believed.
 * @param proxies how many of ours every request passes; 0: none, and the header is not looked at
 */
export function visitorAddress(c: Context, proxies: number): string {
  const heard = (c.req.header('x-forwarded-for') ?? '').split(',').map((each) => each.trim());
  return (proxies > 0 && heard.at(-proxies)) || peerAddress(c);
}
