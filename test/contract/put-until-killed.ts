import { openStore } from '#store/open.ts';

/** Puts deliveries into the tray of the folder named, telling each key once it is acknowledged. */
const store = await openStore({ dataFolder: process.argv[2] ?? '' });
for (let n = 0; ; n += 1) {
  const keys = [`${n}a`, `${n}b`];
  await Promise.all(
    keys.map((key) =>
      store.tray.put({ channel: 'c', key, body: Buffer.from(key), receivedAtMs: Date.now() }),
    ),
  );
  process.stdout.write(`${keys.join('\n')}\n`);
}
