// SPDX-License-Identifier: Apache-2.0
//
// What the host can do, by cpuid and xgetbv: /proc/cpuinfo shows the real CPU even under qemu-user, and
// neither shows whether the system saves the AVX registers.
#include <cpuid.h>

#include "shim.h"

MM_EXPORTED void mm_cpuid(int32_t leaf, int32_t subleaf, int32_t registers[4]) {
  unsigned r[4] = {0};
  // Hypervisors answer in a range of their own, which lies above the highest leaf that the CPU admits to.
  if (((unsigned)leaf & 0xffffff00u) == 0x40000000u)
    __cpuid_count((unsigned)leaf, (unsigned)subleaf, r[0], r[1], r[2], r[3]);
  else
    __get_cpuid_count((unsigned)leaf, (unsigned)subleaf, &r[0], &r[1], &r[2], &r[3]);
  for (int i = 0; i < 4; i++) registers[i] = (int32_t)r[i];
}

enum { EAX, EBX, ECX, EDX };

// One feature: its bit in a CPUID leaf, and the state components of XCR0 that it needs. Levels and
// features: x86-64 psABI, section "Micro-Architecture Levels".
static const struct feature {
  const char *name;
  uint32_t leaf;
  uint8_t reg, bit, level, xcr0;
} features[] = {
    {"CMPXCHG16B", 1, ECX, 13, 2, 0},
    {"LAHF-SAHF", 0x80000001u, ECX, 0, 2, 0},
    {"POPCNT", 1, ECX, 23, 2, 0},
    {"SSE3", 1, ECX, 0, 2, 0},
    {"SSSE3", 1, ECX, 9, 2, 0},
    {"SSE4.1", 1, ECX, 19, 2, 0},
    {"SSE4.2", 1, ECX, 20, 2, 0},
    {"AVX", 1, ECX, 28, 3, 0},  // before OSXSAVE, which a CPU without AVX lacks as well
    {"OSXSAVE", 1, ECX, 27, 3, 0x06},
    {"AVX2", 7, EBX, 5, 3, 0x06},
    {"BMI1", 7, EBX, 3, 3, 0},
    {"BMI2", 7, EBX, 8, 3, 0},
    {"F16C", 1, ECX, 29, 3, 0x06},
    {"FMA", 1, ECX, 12, 3, 0x06},
    {"LZCNT", 0x80000001u, ECX, 5, 3, 0},
    {"MOVBE", 1, ECX, 22, 3, 0},
    {"AVX512F", 7, EBX, 16, 4, 0xe6},
    {"AVX512BW", 7, EBX, 30, 4, 0xe6},
    {"AVX512CD", 7, EBX, 28, 4, 0xe6},
    {"AVX512DQ", 7, EBX, 17, 4, 0xe6},
    {"AVX512VL", 7, EBX, 31, 4, 0xe6},
};

// The register states that the system saves; 0 where it does not use XSAVE.
static uint32_t saved_states(void) {
  int32_t r[4];
  mm_cpuid(1, 0, r);
  if (!((uint32_t)r[ECX] >> 27 & 1)) return 0;
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

static int has(const struct feature *feature, uint32_t saved) {
  int32_t r[4];
  mm_cpuid((int32_t)feature->leaf, 0, r);
  return ((uint32_t)r[feature->reg] >> feature->bit & 1) && (saved & feature->xcr0) == feature->xcr0;
}

MM_EXPORTED const char *mm_missing_feature(int32_t level) {
  uint32_t saved = saved_states();
  for (size_t i = 0; i < sizeof features / sizeof *features; i++)
    if (features[i].level <= level && !has(&features[i], saved)) return features[i].name;
  return NULL;
}

MM_EXPORTED int32_t mm_cpu_level(void) {
  int32_t level = 4;
  while (level > 1 && mm_missing_feature(level)) level--;
  return level;
}

MM_EXPORTED int32_t mm_has_upper_halves(void) {
  int32_t r[4];
  mm_cpuid(1, 0, r);
  return ((uint32_t)r[ECX] >> 28 & 1) && (saved_states() & 0x06) == 0x06;
}
