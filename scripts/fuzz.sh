#!/usr/bin/env bash
# Looks for input that breaks a promise of the program.
#
#   scripts/fuzz.sh                        every target, a minute each
#   scripts/fuzz.sh 600 page document      these targets, ten minutes each
#   JOBS=2 scripts/fuzz.sh 600             two targets at a time
#   TIMEOUT=30 scripts/fuzz.sh             30 s for an input and not 5, on a machine that is busy
#
# Works with stable Rust and a C++ compiler; libFuzzer comes with the crate libfuzzer-sys. Kept
# inputs are in fixtures/fuzz; what is learned on the way stays in fuzz/corpus, what broke a promise
# in fuzz/artifacts. One line a target goes to fuzz/runs.tsv. Exit code 1 where anything was found.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-60}
shift || true
all=(decode text page archive document grid numbers pack settings fix writers)
targets=("${@:-${all[@]}}")
[ $# -gt 0 ] || targets=("${all[@]}")
host=$(rustc -vV | sed -n 's/^host: //p')

# Counts which code an input reaches. With --target, build scripts and macros are left alone.
flags=(
    -Cpasses=sancov-module
    -Cllvm-args=-sanitizer-coverage-level=4
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
    -Cllvm-args=-sanitizer-coverage-pc-table
    -Cllvm-args=-sanitizer-coverage-trace-compares
    --cfg fuzzing
)
# BUILT=1 takes the programs that are there.
[ -n "${BUILT:-}" ] ||
    RUSTFLAGS="${flags[*]}" cargo build --quiet --release --target "$host" --manifest-path fuzz/Cargo.toml

# Runs one target and adds its line: when, target, seconds, inputs tried, edges, kept inputs, peak
# memory, what was found.
run() {
    local target=$1 corpus=fuzz/corpus/$1 found=fuzz/artifacts/$1 log=fuzz/logs/$1.log
    mkdir -p "$corpus" "$found" fuzz/logs
    local before after code=0
    before=$(find "$found" -type f | wc -l)
    local options=(
        -max_total_time="$seconds" -timeout="${TIMEOUT:-5}" -rss_limit_mb=512 -max_len=16384
        -print_final_stats=1 -artifact_prefix="$found/" -len_control=20
    )
    [ ! -f "fuzz/dictionaries/$target.dict" ] || options+=(-dict="fuzz/dictionaries/$target.dict")
    nice -n 5 "fuzz/target/$host/release/$target" "${options[@]}" \
        "$corpus" "fixtures/fuzz/$target" >"$log" 2>&1 || code=$?
    after=$(find "$found" -type f | wc -l)
    local stat
    stat() { sed -n "s/^stat::$1: *//p" "$log" | tail -1; }
    local edges
    edges=$(grep -o 'cov: [0-9]*' "$log" | tail -1 | cut -d' ' -f2)
    printf '%s\t%s\t%s s\t%s inputs\t%s edges\t%s kept\t%s MiB\t%s found\texit %s\n' \
        "$(date +%F\ %T)" "$target" "$seconds" "$(stat number_of_executed_units)" "${edges:-0}" \
        "$(find "$corpus" -type f | wc -l)" "$(stat peak_rss_mb)" "$((after - before))" "$code" |
        tee -a fuzz/runs.tsv
    return "$((code != 0))"
}

failed=0
running=0
for target in "${targets[@]}"; do
    run "$target" &
    running=$((running + 1))
    if [ "$running" -ge "${JOBS:-1}" ]; then
        wait -n || failed=1
        running=$((running - 1))
    fi
done
while [ "$running" -gt 0 ]; do
    wait -n || failed=1
    running=$((running - 1))
done
exit "$failed"
