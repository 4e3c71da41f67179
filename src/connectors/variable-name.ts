import { z } from 'zod';

/** The name of an environment variable: the town file names secrets, it never holds them. */
export const variableName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of an environment variable, such as BLOG_PASSWORD');
