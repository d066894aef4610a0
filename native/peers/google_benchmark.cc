// SPDX-License-Identifier: Apache-2.0
//
// Two libraries of one workload as two benchmarks of Google Benchmark, for scripts/peers. Both work on the
// same memory, and the shim runs and times each iteration, as it does for marchmark.
//
//   google_benchmark REFERENCE BYTES SEED A B PERCENT [--benchmark_...]
//
// An iteration of B makes as many calls as take about a millisecond, one of A PERCENT of them.
#include <benchmark/benchmark.h>
#include <dlfcn.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <vector>

extern "C" {
#include "shim.h"
}

namespace {

constexpr int64_t SLICE_NANOS = 1000000;

[[noreturn]] void fail(const char *what, const char *why) {
  std::fprintf(stderr, "google_benchmark: %s: %s\n", what, why ? why : "unknown");
  std::exit(1);
}

template <typename T>
const T *open_symbol(const char *file, const char *name) {
  void *library = dlopen(file, RTLD_NOW | RTLD_DEEPBIND);
  if (!library) fail(file, dlerror());
  const T *symbol = static_cast<const T *>(dlsym(library, name));
  if (!symbol) fail(file, dlerror());
  if (mm_abi_of(symbol) != MM_ABI) fail(file, "follows another version of the workload contract");
  return symbol;
}

// All instances of all buffers, where malloc puts them, with copies of what calls destroy.
struct Memory {
  mm_data data{};
  std::vector<mm_restore> restore;
  int64_t calls_per_restore = INT64_MAX;

  Memory(const mm_workload *workload, uint64_t bytes, int64_t seed) {
    mm_shape shape{};
    if (!workload->shape(bytes, &shape)) fail("size", "not offered");
    data.n = shape.n;
    data.instances = shape.instances;
    for (int i = 0; i < MM_BUFFERS; i++) {
      const auto &buffer = shape.buffer[i];
      if (buffer.role == MM_UNUSED) continue;
      data.buffer[i].stride = buffer.shared ? 0 : (buffer.bytes + 63) / 64 * 64;
      data.buffer[i].base = allocate(size_of(shape, i));
    }
    mm_fill(workload, &data, seed);
    for (int i = 0; i < MM_BUFFERS; i++) {
      const auto &buffer = shape.buffer[i];
      if (buffer.role != MM_UPDATED && buffer.role != MM_CONSUMED) continue;
      char *copy = allocate(size_of(shape, i));
      std::memcpy(copy, data.buffer[i].base, size_of(shape, i));
      restore.push_back({data.buffer[i].base, copy, buffer.bytes, data.buffer[i].stride});
      if (buffer.role == MM_CONSUMED) calls_per_restore = static_cast<int64_t>(shape.instances);
    }
    restore.push_back({});
  }

  size_t size_of(const mm_shape &shape, int i) const {
    return shape.buffer[i].shared ? shape.buffer[i].bytes : shape.instances * data.buffer[i].stride;
  }

  static char *allocate(size_t bytes) {
    char *memory = static_cast<char *>(std::malloc(bytes));
    if (!memory) fail("malloc", "no memory");
    std::memset(memory, 0, bytes);
    return memory;
  }
};

mm_side side_of(const char *file, const Memory &memory) {
  const mm_code *code = open_symbol<mm_code>(file, "mm_code");
  const char *lacking = mm_missing_feature(mm_isa_level_of(code));
  if (lacking) fail(file, "this host lacks a feature that it needs");
  mm_data *data = new mm_data(memory.data);
  if (mm_has_state(code) && !mm_open(code, data)) fail(file, "its open() failed");
  return {code->run, data};
}

// Nanoseconds that `calls` calls take.
int64_t slice(const mm_side &side, const Memory &memory, int64_t calls) {
  static int64_t step = 0;
  const int8_t order = 0;
  int64_t elapsed = 0, usage[MM_USAGE_SIZE];
  mm_block(&side, memory.restore.data(), 1, &order, &step, &calls, memory.calls_per_restore, 0, &elapsed,
           usage);
  step += calls;
  return elapsed;
}

// A multiple of 100, so that PERCENT of it is a whole number.
int64_t calls_of_a_slice(const mm_side &side, const Memory &memory) {
  for (int64_t tried = 1;; tried *= 4) {
    int64_t elapsed = slice(side, memory, tried);
    if (elapsed >= SLICE_NANOS / 4) return 100 * std::max<int64_t>(1, SLICE_NANOS * tried / elapsed / 100);
  }
}

void slices(benchmark::State &state, const mm_side &side, const Memory &memory, int64_t calls) {
  for (auto _ : state) state.SetIterationTime(static_cast<double>(slice(side, memory, calls)) * 1e-9);
}

}  // namespace

int main(int argc, char **argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 7) fail("arguments", "see the head of its source");
  const Memory memory(open_symbol<mm_workload>(argv[1], "mm_workload"), std::strtoull(argv[2], nullptr, 10),
                      std::strtoll(argv[3], nullptr, 10));
  const mm_side a = side_of(argv[4], memory), b = side_of(argv[5], memory);
  const int64_t calls = calls_of_a_slice(b, memory), percent = std::strtoll(argv[6], nullptr, 10);
  benchmark::RegisterBenchmark("A", slices, a, std::cref(memory), calls / 100 * percent)->UseManualTime();
  benchmark::RegisterBenchmark("B", slices, b, std::cref(memory), calls)->UseManualTime();
  benchmark::RunSpecifiedBenchmarks();
}
