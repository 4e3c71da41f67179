import { html } from 'hono/html';
import { LOCALES, type Locale } from '#domain/locale.ts';
import { siteTexts } from '#locales/site/site.ts';

export type Html = ReturnType<typeof html>;

export interface PageParts {
  readonly locale: Locale;
  readonly title: string;
  readonly town: { readonly name: string; readonly website: string };
  readonly path: string;
  readonly content: Html;
  /** Stands in the head: scripts of this page. */
  readonly head?: Html;
}

/** A public page: one language, works without JavaScript, nothing from third parties. */
export function page({ locale, title, town, path, content, head }: PageParts): Html {
  const texts = siteTexts(locale);
  return html`<!doctype html>
<html lang="${locale}" data-color-scheme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${town.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/site/assets/designsystemet.css">
<link rel="stylesheet" href="/site/assets/theme.css">
<link rel="stylesheet" href="/site/assets/site.css">
${head ?? ''}
</head>
<body>
<a class="ds-skip-link" href="#content">${texts.skip}</a>
<header class="bar">
<a class="town ds-link" href="${town.website}">${town.name}</a>
<nav aria-label="${LOCALES.map((l) => siteTexts(l).languageName).join(', ')}">
<ul class="languages">${LOCALES.map((l) => languageLink(l, locale, path))}</ul>
</nav>
</header>
<main id="content">
<h1 class="ds-heading" data-size="lg">${title}</h1>
${content}
</main>
</body>
</html>`;
}

function languageLink(locale: Locale, current: Locale, path: string): Html {
  const name = siteTexts(locale).languageName;
  return locale === current
    ? html`<li><strong lang="${locale}" aria-current="true">${name}</strong></li>`
    : html`<li><a class="ds-link" lang="${locale}" hreflang="${locale}" href="${path}?lang=${locale}">${name}</a></li>`;
}
