/** A place on the web that people may follow; anything but http(s) is not one. */
export function webAddress(url: string): URL | null {
  const address = URL.canParse(url) ? new URL(url) : null;
  return address && /^https?:$/.test(address.protocol) ? address : null;
}
