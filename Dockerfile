# Written for real use; no Docker engine was at hand to run it: see docs/operators.md.
FROM node:26-bookworm-slim AS packages
WORKDIR /kvorum
COPY package.json package-lock.json ./
COPY prisma prisma
COPY prisma.config.ts ./
COPY scripts scripts
COPY src/store src/store
# The development packages are needed once, to generate the database client.
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:26-bookworm-slim
WORKDIR /kvorum
COPY --from=packages /kvorum/node_modules node_modules
COPY --from=packages /kvorum/src/store/generated src/store/generated
COPY package.json ./
COPY prisma/migrations prisma/migrations
COPY commands commands
COPY src src
COPY examples examples
RUN mkdir /data && chown node:node /data
USER node
ENV KVORUM_DATA=/data KVORUM_HOST=0.0.0.0
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/ready').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
