// SPDX-License-Identifier: Apache-2.0
//
// What tokenisers share: a text, and the spans of it that they find.
#ifndef MARCHMARK_SPANS_H
#define MARCHMARK_SPANS_H

#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { MM_TEXT, MM_SPANS, MM_COUNT };

struct mm_span {
  uint32_t start, end;
};

// A span has 5 bytes of text or more on average, and place for one in 4.
static inline size_t mm_most_spans(size_t n) { return n / 4; }

// Spans are MM_UPDATED: the text decides how many are written, and the others stay as they are.
static inline int mm_spans_shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes / 3;
  *shape = (struct mm_shape){
      .n = n,
      .work = n,
      .instances = mm_instances(n, 1 << 20),
      .buffer = {[MM_TEXT] = {n, MM_INPUT, MM_BYTES, 0},
                 [MM_SPANS] = {mm_most_spans(n) * sizeof(struct mm_span), MM_UPDATED, MM_BYTES, 0},
                 [MM_COUNT] = {sizeof(uint32_t), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

static inline void mm_spans_fill(const struct mm_data *data, uint64_t seed,
                                 void (*write)(char *text, size_t length, uint64_t seed)) {
  for (uint64_t i = 0; i < data->instances; i++) {
    write(mm_at(data, MM_TEXT, i), data->n, seed + i);
    memset(mm_at(data, MM_SPANS, i), 0, mm_most_spans(data->n) * sizeof(struct mm_span));
  }
}

#endif
