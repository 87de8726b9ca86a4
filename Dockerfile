# The connector's image. Two stages: one with npm, the compiler and the sources, one with what runs.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/embed-schemas.mjs scripts/compile-manifest.mjs scripts/
COPY resources resources
COPY src src
RUN npm run build \
    && rm dist/.tsbuildinfo \
    && npm prune --omit=dev --ignore-scripts \
    && find node_modules -type f \( -name '*.map' -o -name '*.ts' -o -name '*.cts' -o -name '*.mts' \
         -o -name '*.md' ! -iname 'licen[sc]e*' ! -iname 'notice*' ! -iname 'copying*' \
            ! -exec grep -q 'Permission is hereby granted' {} \; \) -delete \
    && find node_modules -type d -empty -delete

FROM ${NODE_IMAGE}
ARG VERSION=0.1.0
LABEL io.airbyte.name=source-navan \
      io.airbyte.version=${VERSION} \
      org.opencontainers.image.title=source-navan \
      org.opencontainers.image.description="Airbyte source for Navan" \
      org.opencontainers.image.licenses=MIT
ENV NODE_ENV=production
WORKDIR /airbyte/integration_code
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
COPY bin bin
COPY LICENSE ./
USER 1000
ENV AIRBYTE_ENTRYPOINT="/usr/local/bin/node /airbyte/integration_code/bin/source-navan"
ENTRYPOINT ["/usr/local/bin/node", "/airbyte/integration_code/bin/source-navan"]
