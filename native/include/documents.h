// SPDX-License-Identifier: Apache-2.0
//
// Documents for workloads: JSON, CSV, logs, source code, XML and text in several scripts; deterministic from
// a seed, the same bytes on every host. For fill() only; nothing here is ever timed. Each but XML is cut at
// its length, wherever that is, as a block of a file is; test/inputs/documents.c holds them to the statistics
// named.
#ifndef MARCHMARK_DOCUMENTS_H
#define MARCHMARK_DOCUMENTS_H

#include "inputs.h"

// A text under construction.
struct mm_page {
  char *text;
  size_t length, at;
  struct mm_random random;
  uint32_t clock;  // seconds of the day, for lines that tell the time
};

static inline void mm_put(struct mm_page *page, const char *from, size_t size) {
  if (size > page->length - page->at) size = page->length - page->at;
  memcpy(page->text + page->at, from, size);
  page->at += size;
}

static inline void mm_put_digits(struct mm_page *page, uint32_t digits) {
  for (; digits > 0; digits--) mm_put(page, &"0123456789"[mm_below(&page->random, 10)], 1);
}

// 63 words of programs' names and fields, 2 to 12 letters; their frequency falls as 1/rank (Zipf).
static inline void mm_put_word(struct mm_page *page) {
  static const char words[] =
      "id\0name\0user\0item\0data\0size\0list\0index\0value\0type\0count\0page\0next\0time\0state\0node\0imag"
      "e\0"
      "admin\0query\0table\0order\0group\0length\0buffer\0account\0status\0search\0product\0version\0address"
      "\0"
      "message\0element\0category\0download\0parent\0content\0station\0position\0callback\0database\0customer"
      "\0"
      "document\0language\0password\0platform\0resource\0response\0security\0template\0container\0direction\0"
      "generator\0parameter\0reference\0timestamp\0attachment\0connection\0dictionary\0expression\0management"
      "\0"
      "repository\0transaction\0subscription\0";
  uint32_t octave = mm_below(&page->random, 6);
  const char *word = words;
  for (uint32_t rank = (1u << octave) + mm_below(&page->random, 1u << octave); rank > 1; rank--)
    word += strlen(word) + 1;
  mm_put(page, word, strlen(word));
}

// 10 to 90 characters of prose on one line. Before one word in 20, one of the four `marks`, if there are any.
static inline void mm_put_prose(struct mm_page *page, const char *const marks[4]) {
  char prose[96];
  size_t size = 10 + mm_below(&page->random, 81);
  mm_text(prose, size, mm_next(&page->random));
  for (size_t i = 0; i < size; i++) {
    if (prose[i] == '\n') prose[i] = ' ';
    mm_put(page, prose + i, 1);
    if (prose[i] != ' ' || !marks || mm_below(&page->random, 20) != 0) continue;
    const char *mark = marks[mm_below(&page->random, 4)];
    mm_put(page, mark, strlen(mark));
  }
}

// Where the alternative that starts at `pattern` ends: at its %| or %).
static inline const char *mm_end_of_alternative(const char *pattern) {
  for (int depth = 0; *pattern; pattern++) {
    if (*pattern != '%') continue;
    if (depth == 0 && (pattern[1] == '|' || pattern[1] == ')')) break;
    pattern++;
    depth += (*pattern == '(') - (*pattern == ')');
  }
  return pattern;
}

// Writes the pattern, with for
//   %(a%|b%|c%)  one of the alternatives, which are equally likely, and patterns themselves
//   %w           a word                            %p  prose
//   %j           prose with escapes of JSON        %c  prose with doubled quotes, as CSV has them
//   %d           a number of 1 to 6 digits, each count equally likely: sizes and counts spread over decades
//   %1 to %9     that many digits                  %t  a time, at most 2 seconds after the last one
static inline void mm_expand(struct mm_page *page, const char *pattern, const char *end) {
  static const char *const json_marks[] = {"\\\"", "\\n", "\\u00e9", "\\\\"};
  static const char *const csv_marks[] = {"\"\"", "\"\"", ",", "\"\""};
  for (; pattern < end; pattern++) {
    const char *close = pattern;
    uint32_t alternatives = 0, chosen;
    if (*pattern != '%') {
      mm_put(page, pattern, 1);
      continue;
    }
    switch (*++pattern) {
      case '(':
        do {
          close = mm_end_of_alternative(alternatives == 0 ? pattern + 1 : close + 2);
          alternatives++;
        } while (close[1] == '|');
        chosen = mm_below(&page->random, alternatives);
        for (pattern++; chosen > 0; chosen--) pattern = mm_end_of_alternative(pattern) + 2;
        mm_expand(page, pattern, mm_end_of_alternative(pattern));
        pattern = close + 1;
        break;
      case 'w':
        mm_put_word(page);
        break;
      case 'p':
        mm_put_prose(page, NULL);
        break;
      case 'j':
        mm_put_prose(page, json_marks);
        break;
      case 'c':
        mm_put_prose(page, csv_marks);
        break;
      case 'd':
        mm_put(page, &"123456789"[mm_below(&page->random, 9)], 1);
        mm_put_digits(page, mm_below(&page->random, 6));
        break;
      case 't':
        page->clock += mm_below(&page->random, 3);
        for (uint32_t unit = 3600; unit > 0; unit /= 60) {
          uint32_t part = page->clock / unit % (unit == 3600 ? 24 : 60);
          char two[] = {(char)('0' + part / 10), (char)('0' + part % 10), ':'};
          mm_put(page, two, unit == 1 ? 2 : 3);
        }
        break;
      default:
        mm_put_digits(page, (uint32_t)(*pattern - '0'));
    }
  }
}

// Fills the text with one expansion of the pattern after the other.
static inline void mm_document(char *text, size_t length, uint64_t seed, const char *pattern) {
  struct mm_page page = {text, length, 0, mm_random(seed), 0};
  page.clock = mm_below(&page.random, 86400);
  while (page.at < length) mm_expand(&page, pattern, pattern + strlen(pattern));
}

// Records as a web service returns them, one a line without blanks. A token has 5 bytes on average, 1 in 10
// is a number; a quarter of the bytes are prose, in which 1 character in 80 to 100 starts an escape.
static inline void mm_json(char *text, size_t length, uint64_t seed) {
  mm_document(
      text, length, seed,
      "{\"id\":1%9,\"name\":\"%w_%w%(%|%2%)\",\"active\":%(true%|true%|false%),\"score\":%d.%2,"
      "\"tags\":[%(%|\"%w\"%|\"%w\",\"%w\"%|\"%w\",\"%w\",\"%w\"%)],\"place\":%(null%|"
      "{\"lat\":%(4%|-2%)%1.%6,\"lon\":%(1%|-7%)%1.%6}%),\"text\":\"%j\",\"replies\":%(0%|0%|%d%)}\n");
}

// A table of orders: 8 fields a row of 8 bytes on average, 1 in 10 of them quoted and 1 in 9 empty; quoted
// ones hold commas, and half of those with prose a doubled quote or two.
static inline void mm_csv(char *text, size_t length, uint64_t seed) {
  mm_document(text, length, seed,
              "%d,2026-0%(1%|2%|3%|4%|5%|6%)-1%1,%(%w%|\"%w, %w\"%),%w,%(%|%d%|%d%),%d.%2,"
              "%(%|EUR%|EUR%|USD%),%(%|\"%c\"%|%w %w%)\n");
}

// An access log in the combined format of web servers: lines of 100 to 250 characters, 1 request in 10
// answered by 4xx or 5xx, 1 in 3 for a .php with an id. Addresses, paths and agents repeat, so that it
// deflates to a fifth or a sixth.
static inline void mm_log(char *text, size_t length, uint64_t seed) {
  mm_document(
      text, length, seed,
      "%(10.0.%1.%2%|192.0.2.%2%|1%2.%2.%2.1%2%) - %(-%|-%|-%|%w%) [25/Nov/2026:%t +0000] \"%(GET%|GET%|GET%|"
      "GET%|GET%|POST%) /%w%(%|/%w%|/%w/%w%)%(.html%|.php?id=%d%|.php?page=%1&id=%d%|.png%|/%|.css?v=%3%) "
      "HTTP/%(1.1%|1.1%|2.0%)\" %(200%|200%|200%|200%|200%|206%|301%|304%|304%|%(404%|404%|403%|500%)%) %d "
      "\"%(-%|https://www.example.org/%w%)\" \"%(Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 "
      "Firefox/140.0%|Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/140.0.0.0 Safari/537.36%|curl/8.14.1%|Go-http-client/2.0%)\"\n");
}

// C-like source code: functions of 2 to 6 statements, lines of up to 100 characters, 2 in 5 of them a comment
// or none but a brace, a quarter of the bytes blanks, names that come again and again: it deflates to a
// quarter.
static inline void mm_source(char *text, size_t length, uint64_t seed) {
#define MM_STATEMENT                                                                                    \
  "%(    if (%w->%w %(==%|!=%|<%) %(NULL%|0%|%d%|%w->%w%)) {\n        return %(-1%|0%|%w%);\n    }\n%|" \
  "    for (size_t i = 0; i < %w->%w; i++) {\n        %w[i] %(=%|+=%) %w->%w[i];\n    }\n%|"            \
  "    %w_%w(%w, %(&%|%)%w%(%|, %d%|, \"%w: %w\\n\"%));\n%|    %w->%w = %(%w%|%d%|%w_%w(%w)%);\n%|"     \
  "    /* %p */\n%)"
  mm_document(
      text, length, seed,
      "static %(int%|void%|size_t%) %w_%w(struct %w *%w, size_t %w)\n{\n    int %w = %1;\n\n" MM_STATEMENT
          MM_STATEMENT "%(%|" MM_STATEMENT "%|" MM_STATEMENT MM_STATEMENT MM_STATEMENT MM_STATEMENT
      "%)    return %w;\n}\n\n");
#undef MM_STATEMENT
}

// A whole XML document of exactly `length` bytes, at least 16: as many expansions of the pattern as fit into
// one root element, and line feeds after it.
static inline void mm_xml(char *text, size_t length, uint64_t seed, const char *pattern) {
  static const char end[] = "</xml>\n";
  struct mm_page page = {text, length - strlen(end), 0, mm_random(seed), 0};
  page.clock = mm_below(&page.random, 86400);
  mm_put(&page, "<xml>\n", 6);
  size_t whole = page.at;
  while (page.at < page.length) {
    whole = page.at;
    mm_expand(&page, pattern, pattern + strlen(pattern));
  }
  memcpy(text + whole, end, strlen(end));
  memset(text + whole + strlen(end), '\n', length - whole - strlen(end));
}

// Articles of a feed: three quarters of the bytes are text, with an entity every 145 characters.
static inline void mm_feed(char *text, size_t length, uint64_t seed) {
  mm_xml(
      text, length, seed,
      "  <item>\n    <title>%p</title>\n    <link>https://www.example.org/%w/%d</link>\n    <pubDate>Wed, 25 "
      "Nov 2026 %t GMT</pubDate>\n    <category domain=\"%w\">%w %w</category>\n    <description>%p %(&amp;%|"
      "&lt;b&gt;%w&lt;/b&gt;%|&#8211;%) %p\n%p%(%|%|&quot;%p&quot;%)\n%p</description>\n  </item>\n");
}

// A map's nodes and ways, as OpenStreetMap has them: attributes, whose values are two fifths of the bytes;
// 4 in 5 elements are empty, and one has 49 bytes.
static inline void mm_map(char *text, size_t length, uint64_t seed) {
  mm_xml(text, length, seed,
         "%(%(  <node id=\"1%9\" lat=\"5%1.%7\" lon=\"1%1.%7\" version=\"%1\" "
         "timestamp=\"2026-1%(0%|1%)-1%1T%tZ\" "
         "changeset=\"%8\" uid=\"%d\" user=\"%w_%w\"/>\n%|  <node id=\"1%9\" lat=\"5%1.%7\" lon=\"1%1.%7\" "
         "version=\"%1\" timestamp=\"2026-1%(0%|1%)-1%1T%tZ\" changeset=\"%8\" uid=\"%d\" user=\"%w\">\n    "
         "<tag "
         "k=\"%w\" v=\"%w %w\"/>\n    <tag k=\"%w:%w\" v=\"%w &amp; %w\"/>\n  </node>\n%)%|  <way id=\"%8\" "
         "version=\"%1\" user=\"%w\">\n    <nd ref=\"1%9\"/>\n    <nd ref=\"1%9\"/>\n    <nd ref=\"1%9\"/>\n "
         "   <nd "
         "ref=\"1%9\"/>\n    <tag k=\"%w\" v=\"%d\"/>\n  </way>\n%)");
}

// Paragraphs of 100 to 400 characters, each in one script, words of 1 to 10 characters between spaces: half
// ASCII with an emoji now and then, the others German (1 letter in 12 beyond ASCII), Cyrillic, Devanagari and
// Chinese. Whole: where the next character does not fit, spaces follow.
static inline void mm_utf8(char *text, size_t length, uint64_t seed) {
  static const struct {
    uint32_t first, letters, beyond_ascii;  // `beyond_ascii` letters in 120 are of these, the others ASCII
  } scripts[] = {{0x1f600, 64, 1}, {0x1f600, 64, 0}, {0x1f600, 64, 0}, {0x1f600, 64, 1},
                 {0xdf, 33, 10},   {0x430, 32, 120}, {0x905, 53, 120}, {0x4e00, 3000, 120}};
  struct mm_random random = mm_random(seed);
  uint32_t script = 0, left = 0, word = 0;
  for (size_t at = 0; at < length; left--, word--) {
    if (left == 0) {
      script = mm_below(&random, 8);
      left = 100 + mm_below(&random, 301);
      word = 1 + mm_below(&random, 10);
      text[at++] = '\n';
      continue;
    }
    uint32_t point = 'a' + mm_below(&random, 26);
    if (mm_below(&random, 120) < scripts[script].beyond_ascii)
      point = scripts[script].first + mm_below(&random, scripts[script].letters);
    if (word == 0) {
      word = 2 + mm_below(&random, 10);
      point = ' ';
    }
    uint32_t more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    if (more >= length - at) {
      more = 0;
      point = ' ';
    }
    static const uint8_t lead[] = {0, 0xc0, 0xe0, 0xf0};
    text[at++] = (char)(lead[more] | point >> 6 * more);
    for (; more > 0; more--) text[at++] = (char)(0x80 | (point >> 6 * (more - 1) & 0x3f));
  }
}

#endif
