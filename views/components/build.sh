#!/bin/sh
# Bundles source/*.js into one ES module each under assets/. Needs node and `npm install` in this folder;
# SG_MODULES may name another folder that holds node_modules.
set -eu
cd "$(dirname "$0")"
modules="${SG_MODULES:-$PWD/node_modules}"
for name in neighbourhood map nodelist search checklist about; do
  NODE_PATH="$modules" "$modules/.bin/esbuild" "source/$name.js" --bundle --minify --format=esm --target=es2021 \
    --legal-comments=eof --outfile="assets/$name.js"
  cp "source/$name.css" "assets/$name.css"
done
