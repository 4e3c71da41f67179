export type StoreErrorCode =
  | 'STORE_HELD'
  | 'STORE_MIGRATION_CHANGED'
  | 'STORE_MIGRATION_UNKNOWN'
  | 'STORE_MOVED'
  | 'STORE_NOT_EMPTY'
  | 'STORE_MOVE_DIFFERS'
  | 'STORE_NO_JOBS'
  | 'STORE_BAD_ENTRY';

/** Something about the store that a person must know or do; the message says it in plain words. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
