// SPDX-License-Identifier: Apache-2.0
// Decodes canonical Huffman codes of up to 11 bits through one table, as zstd and libdeflate do literals.
// Shifts by a length from the table: v3 has SHRX and SHLX, v2 shifts by CL only.
#include <stdlib.h>
#include <string.h>

#include "inputs.h"
#include "marchmark.h"

enum { STREAM, TABLE, LENGTHS, TEXT };
enum { LONGEST = 11 };

struct entry {
  uint8_t symbol, length;
};

struct bits {
  uint64_t held;   // the next bit is the lowest
  uint32_t count;  // of them that are accounted for; bits above may already be there
};

static inline uint8_t take(struct bits *bits, const struct entry *table) {
  struct entry entry = table[bits->held & ((1 << LONGEST) - 1)];
  bits->held >>= entry.length;
  bits->count -= entry.length;
  return entry.symbol;
}

static inline const uint8_t *refill(struct bits *bits, const uint8_t *stream) {
  uint64_t next;
  memcpy(&next, stream, sizeof next);
  bits->held |= next << bits->count;
  stream += (63 - bits->count) >> 3;
  bits->count |= 56;
  return stream;
}

// A refill holds at least 56 bits, five codes.
static void decode(const uint8_t *stream, const struct entry *table, size_t n, uint8_t *text) {
  struct bits bits = {0, 0};
  for (; n >= 4; n -= 4, text += 4) {
    stream = refill(&bits, stream);
    text[0] = take(&bits, table);
    text[1] = take(&bits, table);
    text[2] = take(&bits, table);
    text[3] = take(&bits, table);
  }
  refill(&bits, stream);
  for (; n > 0; n--) *text++ = take(&bits, table);
}

static void run(const struct mm_data *data, uint64_t step) {
  decode(mm_at(data, STREAM, step), mm_at(data, TABLE, step), data->n, mm_at(data, TEXT, step));
}

MM_CODE(.run = run);

// No code of text takes more than eight bits on average; the last refill fetches eight bytes more.
static int shape(uint64_t bytes, struct mm_shape *shape) {
  uint64_t n = bytes * 2 / 3;
  *shape = (struct mm_shape){.n = n,
                             .work = n,
                             .instances = 1,
                             .buffer = {[STREAM] = {n + 8, MM_INPUT, MM_BYTES, 0},
                                        [TABLE] = {sizeof(struct entry) << LONGEST, MM_INPUT, MM_BYTES, 0},
                                        [LENGTHS] = {256, MM_INPUT, MM_BYTES, 0},
                                        [TEXT] = {n, MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// Huffman's algorithm; weights are evened out until no code is too long, as in bzip2.
static void measure(const uint8_t *text, size_t n, uint8_t lengths[256]) {
  uint64_t count[256] = {0};
  for (size_t i = 0; i < n; i++) count[text[i]]++;
  for (int longest = LONGEST + 1; longest > LONGEST;) {
    uint64_t weight[511];
    int parent[511], nodes = 256;
    memcpy(weight, count, sizeof count);
    for (;; nodes++) {
      int light = -1, next = -1;
      for (int i = 0; i < nodes; i++) {
        if (weight[i] == 0) continue;
        if (light < 0 || weight[i] < weight[light])
          next = light, light = i;
        else if (next < 0 || weight[i] < weight[next])
          next = i;
      }
      if (next < 0) break;
      weight[nodes] = weight[light] + weight[next];
      weight[light] = weight[next] = 0;
      parent[light] = parent[next] = nodes;
    }
    longest = 0;
    for (int symbol = 0; symbol < 256; symbol++) {
      lengths[symbol] = 0;
      if (count[symbol] == 0) continue;
      for (int i = symbol; i != nodes - 1; i = parent[i]) lengths[symbol]++;
      if (lengths[symbol] > longest) longest = lengths[symbol];
      count[symbol] = count[symbol] / 2 + 1;
    }
  }
}

// Canonical codes as in RFC 1951, section 3.2.2, their first bit lowest.
static void encode(const struct mm_data *data, const uint8_t *text) {
  uint8_t *stream = mm_at(data, STREAM, 0), *lengths = mm_at(data, LENGTHS, 0);
  struct entry *table = mm_at(data, TABLE, 0);
  uint32_t codes[256], code = 0;
  measure(text, data->n, lengths);
  for (uint32_t length = 1; length <= LONGEST; length++, code *= 2)
    for (uint32_t symbol = 0; symbol < 256; symbol++) {
      if (lengths[symbol] != length) continue;
      codes[symbol] = 0;
      for (uint32_t bit = 0; bit < length; bit++) codes[symbol] |= (code >> bit & 1) << (length - 1 - bit);
      for (uint32_t at = codes[symbol]; at < 1 << LONGEST; at += 1u << length)
        table[at] = (struct entry){(uint8_t)symbol, (uint8_t)length};
      code++;
    }
  memset(stream, 0, data->n + 8);
  for (uint64_t i = 0, at = 0; i < data->n; i++)
    for (uint32_t bit = 0; bit < lengths[text[i]]; bit++, at++)
      stream[at / 8] |= (uint8_t)((codes[text[i]] >> bit & 1) << at % 8);
}

static void fill(const struct mm_data *data, uint64_t seed) {
  char *text = malloc(data->n);
  if (!text) abort();
  mm_text(text, data->n, seed);
  encode(data, (const uint8_t *)text);
  free(text);
}

// Bit by bit, by how many codes there are of each length (as in Adler's puff).
static void reference(const struct mm_data *data, uint64_t step) {
  const uint8_t *stream = mm_at(data, STREAM, step), *lengths = mm_at(data, LENGTHS, step);
  uint8_t *text = mm_at(data, TEXT, step);
  int codes[LONGEST + 1] = {0};
  for (int symbol = 0; symbol < 256; symbol++) codes[lengths[symbol]] += lengths[symbol] > 0;
  for (uint64_t i = 0, at = 0; i < data->n; i++) {
    int code = 0, first = 0, length = 0;
    do {
      code = 2 * code + (stream[at / 8] >> at % 8 & 1);
      first = 2 * (first + codes[length]);
      at++, length++;
    } while (code - first >= codes[length]);
    int left = code - first, symbol = 0;
    while (lengths[symbol] != length || left-- > 0) symbol++;
    text[i] = (uint8_t)symbol;
  }
}

// What was encoded comes back.
static size_t known_answer(unsigned index, struct mm_data *data, const void **expected) {
  static const char text[] = "abracadabra, and again: abracadabra";
  if (index > 0) return 0;
  data->n = sizeof text - 1;
  encode(data, (const uint8_t *)text);
  *expected = text;
  return data->n;
}

MM_WORKLOAD(.summary = "Huffman decoding of text through a table", .unit = "symbol", .shape = shape,
            .fill = fill, .reference = reference, .known_answer = known_answer);
