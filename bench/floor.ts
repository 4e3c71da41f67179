/** The least that a durable intake can be: bare node:http and one INSERT per request through pg. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';

const CONNECTIONS = 10;

const pool = new Pool({ connectionString: process.argv[2] ?? '', max: CONNECTIONS });
await pool.query(
  'CREATE TABLE IF NOT EXISTS floor (id bigserial PRIMARY KEY, body bytea NOT NULL)',
);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const insert = { name: 'put', text: 'INSERT INTO floor (body) VALUES ($1)' };
    pool.query({ ...insert, values: [Buffer.concat(chunks)] }).then(
      () => response.writeHead(200).end('{}'),
      () => response.writeHead(503).end('{}'),
    );
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port);
});
