import { z } from 'zod';
import { holds } from '#domain/people/person.ts';
import type { Asked, Command } from './command.ts';
import { meantBy, usageOf } from './parse.ts';

const args = z.object({ command: z.string().optional() });

/** The help knows the other commands, and itself. */
export function helpOf(others: readonly Command[]): Command<typeof args> {
  const help: Command<typeof args> = {
    name: 'help',
    summary: 'help',
    role: 'reader',
    args,
    run(asked, { command }) {
      const all = [...others, help].filter((each) => mayUse(asked, each));
      const named = all.filter(({ name }) => name === command);
      const meant = command ? meantBy(command, all) : [];
      const shown = named.length > 0 ? named : all.filter(({ name }) => meant.includes(name));
      const fields = (shown.length > 0 ? shown : all).map((each) => ({
        label: usageOf(each),
        value: asked.t.help[each.summary],
      }));
      return Promise.resolve({
        kind: 'page',
        title: asked.t.help.title,
        body: [{ kind: 'fields', fields }],
      });
    },
  };
  return help;
}

function mayUse({ person }: Asked, { role }: Command): boolean {
  return role === 'reader' || holds(person, role);
}
