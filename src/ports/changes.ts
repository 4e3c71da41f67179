/** What the store tells after a commit, on every replica: an item's card or the town is another now. */
export interface Changes {
  subscribe(listener: (what: string) => void): () => void;
}
