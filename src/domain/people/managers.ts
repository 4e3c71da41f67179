import type { Town } from '../town/town.ts';
import { holds, type Person } from './person.ts';

/** Who is escalated to: the managers of a department, or all of the town's where it has none. */
export function managersOf({ people }: Town, department: string | undefined): Person[] {
  const managers = people.filter((person) => holds(person, 'manager'));
  const own = managers.filter((person) => person.department === department);
  return own.length > 0 ? own : managers;
}
