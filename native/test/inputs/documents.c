// SPDX-License-Identifier: Apache-2.0
//
// Documents have the statistics that their generators name, and are the same everywhere.
#include "documents.h"

#include <ctype.h>
#include <stdlib.h>

#include "expect.h"

enum { LENGTH = 1 << 20 };

static char text[LENGTH + 1];

static const char *field_after(const char *at, const char *mark) {
  const char *found = strstr(at, mark);
  if (!found) abort();
  return found + strlen(mark);
}

// Tokens by their first character: strings, structure, and all else up to structure.
static void json_has_short_tokens_and_few_escapes(void) {
  double tokens = 0, numbers = 0, prose = 0, escapes = 0;
  int depth = 0, lowest = 0, highest = 0;
  mm_json(text, LENGTH, 1);
  for (size_t i = 0; i < LENGTH; i++) {
    if (text[i] == '\n') {
      expect_within("json: depth at the end of a line", depth, 0, 0);
      continue;
    }
    size_t start = i;
    tokens++;
    depth += (text[i] == '{' || text[i] == '[') - (text[i] == '}' || text[i] == ']');
    if (depth < lowest) lowest = depth;
    if (depth > highest) highest = depth;
    if (text[i] == '"') {
      double escaped = 0;
      while (++i < LENGTH && text[i] != '"')
        if (text[i] == '\\') i++, escaped++;
      if (memcmp(text + start - 7, "\"text\":", 7) == 0) {
        prose += (double)(i - start);
        escapes += escaped;
      }
    } else if (!strchr("{}[],:", text[i])) {
      numbers += isdigit(text[i]) || text[i] == '-';
      while (i + 1 < LENGTH && !strchr("{}[],:\n", text[i + 1])) i++;
    }
  }
  expect_within("json: lowest depth", lowest, 0, 0);
  expect_within("json: highest depth", highest, 2, 2);
  expect_within("json: bytes a token", LENGTH / tokens, 4.5, 5.2);
  expect_within("json: numbers among the tokens", numbers / tokens, 0.08, 0.12);
  expect_within("json: prose among the bytes", prose / LENGTH, 0.22, 0.31);
  expect_within("json: characters of prose an escape", prose / escapes, 70, 110);
  expect_digest("json", text, LENGTH, 0x41f4b664579d5fa0u);
}

static void csv_has_eight_fields_a_row(void) {
  double rows = 0, fields = 0, quoted = 0, empty = 0, doubled = 0;
  int inside = 0, in_row = 0;
  mm_csv(text, LENGTH, 1);
  for (size_t i = 0; i < LENGTH; i++) {
    if (text[i] == '"') {
      int starts = !inside && (text[i - 1] == ',' || text[i - 1] == '\n');
      quoted += starts;
      doubled += !inside && !starts;  // the second of two
      inside = !inside;
    } else if (!inside && (text[i] == ',' || text[i] == '\n')) {
      fields++;
      in_row++;
      empty += text[i - 1] == ',';
      if (text[i] == ',') continue;
      expect_within("csv: fields in a row", in_row, 8, 8);
      in_row = 0;
      rows++;
    }
  }
  expect_within("csv: bytes a field", LENGTH / fields, 7.5, 9.5);
  expect_within("csv: quoted fields", quoted / fields, 0.09, 0.12);
  expect_within("csv: empty fields", empty / fields, 0.1, 0.13);
  expect_within("csv: doubled quotes a row", doubled / rows, 0.1, 0.25);
  expect_digest("csv", text, LENGTH, 0x30f3bdbcb6f474c8u);
}

static void log_has_the_failures_of_a_web_server(void) {
  double lines = 0, failed = 0, scripts = 0, longest = 0, shortest = LENGTH;
  int clock = -1;
  mm_log(text, LENGTH, 1);
  for (char *line = text, *end; (end = strchr(line, '\n')); line = end + 1) {
    *end = 0;
    const char *status = field_after(line, "\" "), *time = field_after(line, "/2026:");
    int now = (atoi(time) * 60 + atoi(time + 3)) * 60 + atoi(time + 6);
    expect_within("log: seconds since the last line", clock < 0 ? 0 : (now - clock + 86400) % 86400, 0, 2);
    clock = now;
    lines++;
    failed += status[0] >= '4';
    scripts += strstr(line, ".php?") != NULL;
    if ((double)(end - line) > longest) longest = (double)(end - line);
    if ((double)(end - line) < shortest) shortest = (double)(end - line);
    *end = '\n';
  }
  expect_within("log: shortest line", shortest, 80, 95);
  expect_within("log: longest line", longest, 240, 270);
  expect_within("log: mean line", LENGTH / lines, 155, 170);
  expect_within("log: failed requests", failed / lines, 0.08, 0.12);
  expect_within("log: requests for a script", scripts / lines, 0.31, 0.36);
  expect_within("log: entropy", entropy(text, LENGTH), 5.2, 5.7);
  expect_digest("log", text, LENGTH, 0xebcf8b8b08e49ec0u);
}

static void source_is_indented_and_closes_what_it_opens(void) {
  double lines = 0, blank = 0, idle = 0, longest = 0;
  int depth = 0, lowest = 0, highest = 0;
  mm_source(text, LENGTH, 1);
  for (const char *line = text, *end; (end = strchr(line, '\n')); line = end + 1) {
    size_t indent = strspn(line, " ");
    lines++;
    if ((double)(end - line) > longest) longest = (double)(end - line);
    idle += line + indent + 1 >= end || line[indent] == '/';
  }
  for (size_t i = 0; i < LENGTH; i++) {
    blank += text[i] == ' ';
    depth += (text[i] == '{') - (text[i] == '}');
    if (depth < lowest) lowest = depth;
    if (depth > highest) highest = depth;
  }
  expect_within("source: lowest depth", lowest, 0, 0);
  expect_within("source: highest depth", highest, 2, 2);
  expect_within("source: longest line", longest, 80, 100);
  expect_within("source: lines that do nothing", idle / lines, 0.38, 0.48);
  expect_within("source: blanks", blank / LENGTH, 0.22, 0.28);
  expect_within("source: entropy", entropy(text, LENGTH), 4.4, 5);
  expect_digest("source", text, LENGTH, 0x1c30edad4505e03fu);
}

static void utf8_mixes_scripts_in_whole_characters(void) {
  double points[5] = {0}, all = 0;
  mm_utf8(text, LENGTH, 1);
  for (size_t i = 0, size; i < LENGTH; i += size) {
    unsigned char lead = (unsigned char)text[i];
    size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    expect_within("utf8: bytes left for a character", (double)(LENGTH - i), (double)size, LENGTH);
    for (size_t k = 1; k < size; k++) expect_within("utf8: continuation", text[i + k] & 0xc0, 0x80, 0x80);
    points[size]++;
    all++;
  }
  expect_within("utf8: ASCII", points[1] / all, 0.6, 0.7);
  expect_within("utf8: two bytes", points[2] / all, 0.1, 0.14);
  expect_within("utf8: three bytes", points[3] / all, 0.19, 0.25);
  expect_within("utf8: four bytes", points[4] / all, 0.001, 0.003);
  expect_digest("utf8", text, LENGTH, 0x5e903b7a9c1534edu);
}

struct markup {
  double elements, empty, values, text, entities;
};

// What a whole document holds: elements, those without content, bytes of values, bytes between tags,
// entities.
static struct markup markup_of(const char *document, size_t length) {
  struct markup found = {0, 0, 0, 0, 0};
  int depth = 0, in_tag = 0, quoted = 0, roots = 0;
  for (size_t i = 0; i < length; i++) {
    char c = document[i];
    found.entities += c == '&';
    if (in_tag && c == '"') {
      quoted = !quoted;
    } else if (in_tag && !quoted && c == '>') {
      in_tag = 0;
      depth -= document[i - 1] == '/';
      found.empty += document[i - 1] == '/';
    } else if (in_tag) {
      found.values += quoted;
    } else if (c == '<') {
      int closes = document[i + 1] == '/';
      in_tag = 1;
      roots += depth == 0;
      depth += closes ? -1 : 1;
      found.elements += !closes;
    } else if (depth > 0) {
      found.text++;
    } else {
      expect_within("xml: what follows the root", c, '\n', '\n');
    }
  }
  expect_within("xml: depth at the end", depth, 0, 0);
  expect_within("xml: roots", roots, 1, 1);
  return found;
}

static void feed_is_prose_with_entities(void) {
  mm_feed(text, LENGTH, 1);
  struct markup found = markup_of(text, LENGTH);
  expect_within("feed: bytes an element", LENGTH / found.elements, 80, 90);
  expect_within("feed: text among the bytes", found.text / LENGTH, 0.73, 0.79);
  expect_within("feed: characters of text an entity", found.text / found.entities, 130, 160);
  expect_digest("feed", text, LENGTH, 0x39174e976e0bd8d9u);
}

static void map_is_attributes(void) {
  mm_map(text, LENGTH, 1);
  struct markup found = markup_of(text, LENGTH);
  expect_within("map: bytes an element", LENGTH / found.elements, 47, 52);
  expect_within("map: empty elements", found.empty / found.elements, 0.79, 0.83);
  expect_within("map: values among the bytes", found.values / LENGTH, 0.37, 0.42);
  expect_digest("map", text, LENGTH, 0xe23624d75e9db763u);
}

static void xml_is_whole_at_any_length(void) {
  void (*const generators[])(char *, size_t, uint64_t) = {mm_feed, mm_map};
  for (size_t g = 0; g < sizeof generators / sizeof generators[0]; g++)
    for (size_t length = 16; length < 2000; length++) {
      char *exact = malloc(length);  // the sanitizer sees a byte too many
      if (!exact) abort();
      generators[g](exact, length, length);
      markup_of(exact, length);
      free(exact);
    }
}

static void documents_are_cut_at_their_length(void) {
  void (*const generators[])(char *, size_t, uint64_t) = {mm_json, mm_csv, mm_log, mm_source, mm_utf8};
  for (size_t g = 0; g < sizeof generators / sizeof generators[0]; g++)
    for (size_t length = 0; length < 300; length++) {
      char *exact = malloc(length);  // the sanitizer sees a byte too many
      if (length > 0 && !exact) abort();
      generators[g](exact, length, length);
      free(exact);
    }
}

void test(void) {
  json_has_short_tokens_and_few_escapes();
  csv_has_eight_fields_a_row();
  log_has_the_failures_of_a_web_server();
  source_is_indented_and_closes_what_it_opens();
  utf8_mixes_scripts_in_whole_characters();
  feed_is_prose_with_entities();
  map_is_attributes();
  xml_is_whole_at_any_length();
  documents_are_cut_at_their_length();
}
