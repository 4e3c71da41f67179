import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';
import { type Prisma, PrismaClient } from './generated/client.ts';

/** Prisma inside a transaction, or outside. */
export type Db = Prisma.TransactionClient;

/** Faults in few words: Prisma's longer ones quote the values, and those are citizens' words. */
export const prismaOn = (adapter: SqlDriverAdapterFactory): PrismaClient =>
  new PrismaClient({ adapter, errorFormat: 'minimal' });
