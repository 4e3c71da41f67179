import { z } from 'zod';

/** Of an item, a reply or a letter; an item's may be written with `#`. */
export const number = z
  .string()
  .regex(/^#?[1-9]\d{0,8}$/)
  .transform((text) => Number(text.replace('#', '')));

export const words = z.string().trim().max(10_000);
