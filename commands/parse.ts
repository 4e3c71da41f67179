import type { Command, Values } from './command.ts';

/** What can be written after a command's name, in order; the last takes the rest of the line. */
function writtenNames({ args, rest }: Command): string[] {
  const names = Object.keys(args.shape);
  return rest === undefined ? names : names.slice(0, names.indexOf(rest) + 1);
}

/** `reply 12 Good morning` → item 12, text "Good morning". */
export function valuesOfText(command: Command, text: string): Values {
  const names = writtenNames(command);
  const values: Record<string, string> = {};
  let left = text.trim();
  for (const [n, name] of names.entries()) {
    const isLast = n === names.length - 1;
    const word = isLast ? left : (/^\S*/.exec(left)?.[0] ?? '');
    left = left.slice(word.length).trimStart();
    if (word !== '') values[name] = word;
  }
  return values;
}

/** A button's or form's reference names the first arguments: `12:question`. */
export function valuesOfRef({ args }: Command, ref: string): Values {
  const names = Object.keys(args.shape);
  const pairs = ref.split(':').flatMap((value, n) => (names[n] ? [[names[n], value]] : []));
  return Object.fromEntries(pairs);
}

/** Empty fields were not filled in. */
export function filledIn(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
}

/** `reply <item> [text]` */
export function usageOf(command: Command): string {
  const words = writtenNames(command).map((name) => {
    const isOptional = command.args.shape[name]?.safeParse(undefined).success;
    return isOptional ? `[${name}]` : `<${name}>`;
  });
  return [command.name, ...words].join(' ');
}

/** Commands a mistyped word may have meant: same beginning, or a part of one another. */
export function meantBy(word: string, commands: readonly Command[]): string[] {
  const near = ({ name }: Command) =>
    name.startsWith(word.slice(0, 2)) || name.includes(word) || word.includes(name);
  return word.length < 2 ? [] : commands.filter(near).map(({ name }) => name);
}
