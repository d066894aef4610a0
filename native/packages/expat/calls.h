// SPDX-License-Identifier: Apache-2.0
//
// Parses a whole document by Expat. The handlers append what they are told to the output, without separators:
// names of elements and attributes, values, text.
#include <expat.h>

#include "content.h"
#include "documents.h"
#include "files.h"
#include "marchmark.h"

enum { DOCUMENT, TOLD };

// Entities and markup are longer than what they stand for, so the document's size is enough.
struct told {
  char *bytes;
  size_t size, room;
};

static inline void tell(struct told *told, const char *bytes, size_t size) {
  if (size > told->room - told->size) return;
  memcpy(told->bytes + told->size, bytes, size);
  told->size += size;
}

static void start_element(void *told, const XML_Char *name, const XML_Char **attributes) {
  tell(told, name, strlen(name));
  for (; *attributes; attributes++) tell(told, *attributes, strlen(*attributes));
}

static void character_data(void *told, const XML_Char *text, int size) { tell(told, text, (size_t)size); }

// The salt of its hash tables is fixed: the system would be asked for one a document.
static void run(const struct mm_data *data, uint64_t step) {
  struct mm_content *content = mm_at(data, TOLD, step);
  struct told told = {(char *)content->bytes, 0, data->n};
  XML_Parser parser = XML_ParserCreate(NULL);
  if (parser) {
    XML_SetHashSalt(parser, 1);
    XML_SetUserData(parser, &told);
    XML_SetElementHandler(parser, start_element, NULL);
    XML_SetCharacterDataHandler(parser, character_data);
    if (XML_Parse(parser, mm_at(data, DOCUMENT, step), (int)data->n, 1) != XML_STATUS_OK) told.size = 0;
    XML_ParserFree(parser);
  }
  mm_finish(content, told.size, data->n);
}

MM_CODE(.run = run);

static int shape(uint64_t bytes, struct mm_shape *shape) {
  if (bytes > 1 << 20) return 0;
  *shape = (struct mm_shape){.n = bytes,
                             .work = bytes,
                             .instances = mm_instances(bytes, 1 << 20),
                             .buffer = {[DOCUMENT] = {bytes, MM_INPUT, MM_BYTES, 0},
                                        [TOLD] = {mm_content_bytes(bytes), MM_OUTPUT, MM_BYTES, 0}}};
  return 1;
}

// The character that the entity at `*at` stands for, as UTF-8; moves to its semicolon.
static inline size_t entity(char *character, const char **at) {
  static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#8211;"};
  static const char *const meanings[] = {"&", "<", ">", "\"", "\xe2\x80\x93"};
  size_t i = 0;
  while (i < 4 && strncmp(*at, names[i], strlen(names[i])) != 0) i++;
  *at += strlen(names[i]) - 1;
  memcpy(character, meanings[i], strlen(meanings[i]));
  return strlen(meanings[i]);
}

// A character at a time. Between tags and comments all is text; of a tag, all but blanks and punctuation is
// told, and of a closing one nothing. After the root there is nothing but blanks, which nobody is told of.
static void reference(const struct mm_data *data, uint64_t step) {
  struct mm_content *content = mm_at(data, TOLD, step);
  const char *text = mm_at(data, DOCUMENT, step);
  struct told told = {(char *)content->bytes, 0, data->n};
  int depth = 0, in_tag = 0, quoted = 0;
  for (const char *at = text; at < text + data->n; at++) {
    char character[4] = {*at};
    size_t size = *at == '&' ? entity(character, &at) : 1;
    if (!in_tag && strncmp(at, "<!--", 4) == 0) {
      at = strstr(at, "-->") + 2;
    } else if (!in_tag && *at == '<') {
      in_tag = 1;
      depth += at[1] == '/' ? -1 : 1;
      if (at[1] == '/') at = strchr(at, '>') - 1;
    } else if (in_tag && *at == '"') {
      quoted = !quoted;
    } else if (in_tag && !quoted && *at == '>') {
      depth -= at[-1] == '/';
      in_tag = 0;
    } else if (depth > 0 && (quoted || !in_tag || !strchr(" \n=/", *at))) {
      tell(&told, character, size);
    }
  }
  mm_finish(content, told.size, data->n);
}

// A document of records of a file, each an element, in a root.
static inline void records(char *block, size_t size, uint64_t seed, const char *file, const char *end,
                           const char *opening, const char *closing) {
  static const char first[] = "<list>", last[] = "</list>";
  size_t around = strlen(first) + strlen(last);
  memset(block, ' ', size);
  if (size < around) return;
  memcpy(block, first, strlen(first));
  mm_file_records(block + strlen(first), size - around, seed, file, end, opening, closing);
  memcpy(block + size - strlen(last), last, strlen(last));
}

// A workload on the documents that the generator writes.
#define PARSE(generator, what)                                                                             \
  static void fill(const struct mm_data *data, uint64_t seed) {                                            \
    for (uint64_t i = 0; i < data->instances; i++) generator(mm_at(data, DOCUMENT, i), data->n, seed + i); \
  }                                                                                                        \
  MM_WORKLOAD(.summary = what, .unit = "byte", .shape = shape, .fill = fill, .reference = reference)
