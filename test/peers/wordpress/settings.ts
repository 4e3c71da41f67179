import { resolve } from 'node:path';

const PLUGINS = resolve(import.meta.dirname, '../../../examples/wordpress');

/** WordPress writes mails about every comment; here nobody reads them. */
export const NO_MAIL = ['-d', 'sendmail_path=/bin/true'];

/** A user of the site with an application password. */
export interface WordPressUser {
  readonly id: number;
  readonly user: string;
  readonly password: string;
}

/** What install.php and prepare.ts tell of a fresh WordPress. */
interface Installed {
  readonly version: string;
  /** The password both users log in with in a browser. */
  readonly loginPassword: string;
  readonly users: { readonly admin: WordPressUser; readonly desk: WordPressUser };
}

export interface Prepared extends Installed {
  /** Of the unpacked WordPress, ready to be served. */
  readonly root: string;
  /** The folder with the database to copy. */
  readonly template: string;
}

/** The environment that site/wp-config.php reads. */
export const settings = (site: {
  readonly root: string;
  readonly database: string;
  readonly url: string;
  readonly hook?: { readonly url: string; readonly secret: string } | undefined;
  /** Folder of must-use plugins; ours unless another is given. */
  readonly plugins?: string | undefined;
}): NodeJS.ProcessEnv => ({
  ...process.env,
  PHP_CLI_SERVER_WORKERS: '4',
  KVORUM_TEST_ROOT: site.root,
  KVORUM_TEST_DATABASE: site.database,
  KVORUM_TEST_URL: site.url,
  KVORUM_TEST_PLUGINS: site.plugins ?? PLUGINS,
  ...(site.hook ? { KVORUM_TEST_HOOK: site.hook.url, KVORUM_TEST_SECRET: site.hook.secret } : {}),
});
