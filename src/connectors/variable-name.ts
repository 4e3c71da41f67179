import { z } from 'zod';
import { VARIABLE_NAME } from '#domain/town/variable-name.ts';

/** The name of an environment variable: the town file names secrets, it never holds them. */
export const variableName = z
  .string()
  .regex(VARIABLE_NAME, 'must be the name of an environment variable, such as BLOG_PASSWORD');
