// SPDX-License-Identifier: Apache-2.0
//
// The workload contract. A C file of kernels/ or packages/ is a workload; its id is its path. It defines
//
//   MM_CODE(...)      what is timed; the only thing that a variant's library contains
//   MM_WORKLOAD(...)  what it is, its inputs and its reference; only in the reference library, which
//                     is compiled once, plainly, and never timed
//
// and nothing else of it is visible. The harness owns all memory that a workload works on: the same
// for every variant, at an alignment that it draws for each fork. See CONTRIBUTING.md for the recipe.
#ifndef MARCHMARK_H
#define MARCHMARK_H

#include <stddef.h>
#include <stdint.h>

#define MM_ABI 1u
#define MM_BUFFERS 6  // most buffers that one workload can have

// What a run does with a buffer.
enum mm_role {
  MM_UNUSED = 0,
  MM_INPUT,     // only read
  MM_OUTPUT,    // written in full before anything reads it; compared with the reference's
  MM_UPDATED,   // read and written, compared; put back before each slice. What earlier calls left must
                // not change how long a call takes
  MM_CONSUMED,  // read and written, compared; put back before each use, as its old content decides how
                // long a call takes (a sort)
  MM_SCRATCH,   // written before it is read, not compared
};

// How a buffer's content is compared with the reference's.
enum mm_type {
  MM_BYTES = 0,  // bit for bit
  MM_FLOAT,      // IEEE 754 binary32, within the workload's tolerance
  MM_DOUBLE,     // IEEE 754 binary64, within the workload's tolerance
};

// The memory of a workload at one size, as its shape() asks for it.
struct mm_shape {
  uint64_t n;          // the workload's own size: elements, keys, rows
  uint64_t work;       // units that one run processes
  uint64_t instances;  // distinct inputs that the steps rotate over; a power of two
  struct {
    uint64_t bytes;   // of one instance
    uint32_t role;    // enum mm_role
    uint32_t type;    // enum mm_type
    uint32_t shared;  // 1: all instances use the same memory
  } buffer[MM_BUFFERS];
};

// What a run works on. Filled in by the harness.
struct mm_data {
  uint64_t n;
  uint64_t instances;
  void *state;  // what open() returned
  struct {
    char *base;
    uint64_t stride;  // from one instance to the next; 0 where they share it
  } buffer[MM_BUFFERS];
};

// Where buffer `index` of the instance that `step` works on starts. Steps rotate over the instances.
static inline void *mm_at(const struct mm_data *data, int index, uint64_t step) {
  return data->buffer[index].base + (step & (data->instances - 1)) * data->buffer[index].stride;
}

struct mm_code {
  uint32_t abi;
  uint32_t isa_level;

  // One unit of timing. What it leaves in the buffers is a pure function of their content and `step`.
  void (*run)(const struct mm_data *data, uint64_t step);

  // Optional private state of one variant; open() returns NULL where it fails.
  void *(*open)(const struct mm_data *data);
  void (*close)(void *state);
};

struct mm_workload {
  uint32_t abi;
  const char *summary;  // one line: what it computes
  const char *unit;     // of work, singular: "byte", "key", "multiply-add"

  // Largest accepted difference of a float output, relative to the largest magnitude in the reference's
  // buffer; 0 where there is no float output.
  double tolerance;

  // Describes the memory for runs that work through about `bytes` each; returns 0 where the workload
  // does not offer that size.
  int (*shape)(uint64_t bytes, struct mm_shape *shape);

  // Fills the inputs of all instances; the same seed gives the same bytes on every host.
  void (*fill)(const struct mm_data *data, uint64_t seed);

  // What run() must leave, computed as plainly as possible, not by the same code.
  void (*reference)(const struct mm_data *data, uint64_t step);

  // Optional, for results that may differ between variants and still be right, as the stream of an encoder
  // that decides by floats: run() leaves them in scratch memory, and this turns them into what is compared.
  // It is never timed.
  void (*interpret)(const struct mm_data *data, uint64_t step);

  // Optional known answers of a standard: prepares case `index` in instance 0 (it may lower data->n),
  // points `expected` at what the first output or updated buffer must then start with, and returns the
  // number of those bytes, or 0 where there is no such case.
  size_t (*known_answer)(unsigned index, struct mm_data *data, const void **expected);
};

// The x86-64 level by the psABI's definition: the lowest that holds all enabled features, and the highest
// that is enabled in full. They differ where a level is enabled in part.
#if defined __AVX512F__ || defined __AVX512BW__ || defined __AVX512CD__ || defined __AVX512DQ__ || \
    defined __AVX512VL__
#define MM_ISA_NEEDED 4
#elif defined __AVX__ || defined __AVX2__ || defined __BMI__ || defined __BMI2__ || defined __F16C__ || \
    defined __FMA__ || defined __LZCNT__ || defined __MOVBE__ || defined __XSAVE__
#define MM_ISA_NEEDED 3
#elif defined __SSE3__ || defined __SSSE3__ || defined __SSE4_1__ || defined __SSE4_2__ || defined __POPCNT__
#define MM_ISA_NEEDED 2
#else
#define MM_ISA_NEEDED 1
#endif

#if !defined __SSE3__ || !defined __SSSE3__ || !defined __SSE4_1__ || !defined __SSE4_2__ || \
    !defined __POPCNT__
#define MM_ISA_FULL 1
#elif !defined __AVX__ || !defined __AVX2__ || !defined __BMI__ || !defined __BMI2__ || !defined __F16C__ || \
    !defined __FMA__ || !defined __LZCNT__ || !defined __MOVBE__
#define MM_ISA_FULL 2
#elif !defined __AVX512F__ || !defined __AVX512BW__ || !defined __AVX512CD__ || !defined __AVX512DQ__ || \
    !defined __AVX512VL__
#define MM_ISA_FULL 3
#else
#define MM_ISA_FULL 4
#endif

#define MM_STRING_(x) #x
#define MM_STRING(x) MM_STRING_(x)

// Each library exports one of the two and drops whatever only the other one needs.
#define MM_EXPORTED __attribute__((visibility("default")))
#define MM_DROPPED __attribute__((visibility("hidden")))
#ifdef MM_REFERENCE
#define MM_EXPORT_CODE MM_DROPPED
#define MM_EXPORT_WORKLOAD MM_EXPORTED
#else
#define MM_EXPORT_CODE MM_EXPORTED
#define MM_EXPORT_WORKLOAD MM_DROPPED
#endif

// Facts that the build reads from the object file.
#define MM_FACT __attribute__((section(".marchmark"), used))

#define MM_CODE(...)                                                                   \
  static const char mm_fact_isa[] MM_FACT = "isa_full=" MM_STRING(MM_ISA_FULL);        \
  static const char mm_fact_needed[] MM_FACT = "isa_needed=" MM_STRING(MM_ISA_NEEDED); \
  extern const struct mm_code mm_code;                                                 \
  MM_EXPORT_CODE const struct mm_code mm_code = {.abi = MM_ABI, .isa_level = MM_ISA_FULL, __VA_ARGS__}

// A package's library is linked as the package links it, which drops nothing; so the compiler has to.
#ifdef MM_CODE_ONLY
#define MM_WORKLOAD(...) \
  static const struct mm_workload mm_workload __attribute__((unused)) = {.abi = MM_ABI, __VA_ARGS__}
#else
#define MM_WORKLOAD(...)                       \
  extern const struct mm_workload mm_workload; \
  MM_EXPORT_WORKLOAD const struct mm_workload mm_workload = {.abi = MM_ABI, __VA_ARGS__}
#endif

// Declares that the timed code calls a libc or libm function on purpose. Any other import fails the
// build: the C library picks its own code for the CPU, the same for every variant.
#define MM_IMPORT(name) static const char mm_fact_import_##name[] MM_FACT = "import=" #name

#endif
