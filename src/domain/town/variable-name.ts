/** How an environment variable is called: the town file names secrets, it never holds them. */
export const VARIABLE_NAME = /^[A-Z][A-Z0-9_]*$/;
