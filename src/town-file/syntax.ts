import type { Document, YAMLError } from 'yaml';
import type { DocumentFault } from '#ports/operator.ts';
import type { Places } from './places.ts';

/**
 * Why a text is no YAML that we read. Names that are there twice are all told; of the other faults
 * only the first, since most that follow are its consequences.
 */
export function syntaxFaults(document: Document, places: Places): DocumentFault[] {
  const found: readonly YAMLError[] = [...document.errors, ...document.warnings];
  const twice = found.filter(({ code }) => code === 'DUPLICATE_KEY');
  const others = found
    .filter(({ code }) => code !== 'DUPLICATE_KEY')
    .sort((a, b) => a.pos[0] - b.pos[0]);
  return [...twice, ...others.slice(0, 1)]
    .sort((a, b) => a.pos[0] - b.pos[0])
    .map((error) => ({ ...places.offset(error.pos[0]), path: '', message: inWords(error) }));
}

/** The parser's findings that people meet, in plain words; the others come in its own. */
function inWords({ code, message }: YAMLError): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'this name is there twice';
    case 'TAB_AS_INDENT':
      return 'lines are indented by spaces, not by tabs';
    case 'BAD_INDENT':
      return message.startsWith('Flow')
        ? 'a bracket that was opened before is not closed'
        : 'this line is not indented as the ones around it';
    case 'MULTIPLE_DOCS':
      return 'a town file is one document: there must be no second ---';
    case 'TAG_RESOLVE_FAILED':
      return 'tags (a word after !) are not used in a town file';
    case 'RESOURCE_EXHAUSTION':
      return 'is nested too deeply';
    case 'MISSING_CHAR':
      return 'a bracket, quotation mark or colon is missing';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a text that holds “: ” must be put in quotes';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'this line is not of the form “name: value”';
    default:
      return message;
  }
}
