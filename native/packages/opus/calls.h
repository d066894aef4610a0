// SPDX-License-Identifier: Apache-2.0
//
// Opus packets of 20 ms of sound at 48 kHz. The setting is the number of channels: one is speech at 24
// kbit/s, mostly SILK's, two are music at 128 kbit/s, CELT's. A block holds float samples of the channels by
// turns. A new coder asks the CPU what it can, up to 18 times, and so may one that is set back. So one is
// made and each block starts from its copy, which Opus's interface allows.
//
// Both coders compute in floats, whose last bits depend on the level. A decoder decides nothing by them, so
// its samples agree within TOLERANCE. An encoder may: of 512 inputs of speech whose samples were moved by a
// last bit, 405 got other packets, of music 49. Music's decode to samples within 2 % of the largest; speech's
// noise is made up anew, so that only its loudness can be compared, within 18 % frame by frame.
#include <math.h>
#include <opus.h>

#include "codec.h"
#include "files.h"
#include "signals.h"

// Of the largest value; the first is a tenth of a step of 16 bits.
#define TOLERANCE 3e-6
#define TOLERANCE_OF_MUSIC 0.1
#define TOLERANCE_OF_SPEECH 0.3

enum { RATE = 48000, FRAME = 960, MOST_BYTES = 1275 };

static inline size_t frame_size(int channels) { return FRAME * sizeof(float) * (size_t)channels; }

// Even the size of a coder takes such a question.
static inline size_t encoder_size(int channels) {
  static size_t size;
  if (!size) size = (size_t)opus_encoder_get_size(channels);
  return size;
}

static inline size_t decoder_size(int channels) {
  static size_t size;
  if (!size) size = (size_t)opus_decoder_get_size(channels);
  return size;
}

static inline OpusEncoder *new_encoder(int channels, struct mm_arena *arena) {
  static OpusEncoder *made;
  size_t bytes = encoder_size(channels);
  if (!made) {
    made = mm_keep(bytes);
    int application = channels == 1 ? OPUS_APPLICATION_VOIP : OPUS_APPLICATION_AUDIO;
    if (opus_encoder_init(made, RATE, channels, application) != OPUS_OK) abort();
    opus_encoder_ctl(made, OPUS_SET_BITRATE(channels == 1 ? 24000 : 128000));
  }
  OpusEncoder *encoder = mm_take(arena, bytes);
  return encoder ? memcpy(encoder, made, bytes) : NULL;
}

static inline OpusDecoder *new_decoder(int channels, struct mm_arena *arena) {
  static OpusDecoder *made;
  size_t bytes = decoder_size(channels);
  if (!made) {
    made = mm_keep(bytes);
    if (opus_decoder_init(made, RATE, channels) != OPUS_OK) abort();
    // SILK is not ready before its first packet, and asks then; here one of 20 ms, wide band, of next to
    // nothing.
    static const unsigned char silk[] = {9 << 3, 0, 0};
    float samples[FRAME];
    if (channels == 1 && opus_decode_float(made, silk, sizeof silk, samples, FRAME, 0) != FRAME) abort();
  }
  OpusDecoder *decoder = mm_take(arena, bytes);
  return decoder ? memcpy(decoder, made, bytes) : NULL;
}

// Packets follow each other, each after its size in two bytes.
static inline size_t encode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  OpusEncoder *encoder = new_encoder(codec->setting, arena);
  if (!encoder) return 0;
  uint8_t *packet = to;
  for (size_t at = 0; at < size; at += frame_size(codec->setting)) {
    int32_t left = (int32_t)(room - (size_t)(packet - (uint8_t *)to)) - 2;
    int32_t written = opus_encode_float(encoder, (const float *)from + at / sizeof(float), FRAME, packet + 2,
                                        left < MOST_BYTES ? left : MOST_BYTES);
    if (written < 0) return 0;
    packet[0] = (uint8_t)written;
    packet[1] = (uint8_t)(written >> 8);
    packet += 2 + written;
  }
  return (size_t)(packet - (uint8_t *)to);
}

static inline size_t decode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  OpusDecoder *decoder = new_decoder(codec->setting, arena);
  if (!decoder) return 0;
  const uint8_t *packet = from, *end = packet + size;
  size_t decoded = 0;
  while (end - packet >= 2 && decoded < room) {
    int32_t bytes = packet[0] | packet[1] << 8;
    if (bytes > end - packet - 2) return 0;
    if (opus_decode_float(decoder, packet + 2, bytes, (float *)to + decoded / sizeof(float), FRAME, 0) !=
        FRAME)
      return 0;
    packet += 2 + bytes;
    decoded += frame_size(codec->setting);
  }
  return decoded;
}

// A packet is shorter than a frame of one channel.
static inline size_t room(size_t size) { return size / frame_size(1) * (MOST_BYTES + 2); }

static inline size_t memory(const struct mm_codec *codec, size_t size) {
  (void)size;
  size_t encoder = encoder_size(codec->setting), decoder = decoder_size(codec->setting);
  return ((encoder > decoder ? encoder : decoder) + 15) / 16 * 16;
}

// Whole frames, at least one.
static inline size_t block(const struct mm_codec *codec, uint64_t bytes) {
  size_t frame = frame_size(codec->setting);
  return bytes < frame ? frame : bytes / frame * frame;
}

// What is decoded lags by 6.5 ms. Music is off by at most a quarter of its loudness, speech as loud within a
// factor of 3; beside both, noise of 3 steps of 16 bits.
static inline int alike(const struct mm_codec *codec, const void *decoded, const void *block, size_t size) {
  const float *one = decoded, *other = block;
  size_t lag = 312 * (size_t)codec->setting, samples = size / sizeof(float);
  double floor = 1e-4 * (double)samples, difference = 0, loud = floor, louder = floor;
  for (size_t i = lag; i < samples; i++) {
    difference += fabs((double)(one[i] - other[i - lag]));
    loud += fabs((double)other[i - lag]);
    louder += fabs((double)one[i]);
  }
  return codec->setting == 2 ? difference <= loud / 4 + floor : louder > loud / 3 && louder < loud * 3;
}

// Of each frame of speech its mean magnitude, and nothing else.
static inline void loudness(void *decoded, size_t size) {
  for (float *frame = decoded, *end = frame + size / sizeof *frame; frame < end; frame += FRAME) {
    float sum = 0;
    for (size_t i = 0; i < FRAME; i++) sum += fabsf(frame[i]);
    memset(frame, 0, FRAME * sizeof *frame);
    frame[0] = sum / FRAME;
  }
}

static inline void speech(char *block, size_t size, uint64_t seed) {
  float *samples = (float *)block;
  struct mm_sound sound = mm_sound(seed);
  for (size_t i = 0; i < size / sizeof *samples; i++) samples[i] = (float)mm_sample(&sound) / 32768;
}

static inline void music(char *block, size_t size, uint64_t seed) {
  float *samples = (float *)block;
  struct mm_music state = mm_music(seed);
  for (size_t i = 0; i < size / sizeof *samples; i += 2) {
    int16_t frame[2];
    mm_frame(&state, frame);
    samples[i] = (float)frame[0] / 32768;
    samples[i + 1] = (float)frame[1] / 32768;
  }
}

// Of a WAV file of one channel.
static inline void recorded(char *block, size_t size, uint64_t seed, const char *file, const char *end) {
  float *samples = (float *)block;
  struct mm_recording recording = mm_recording(file, end, seed);
  for (size_t i = 0; i < size / sizeof *samples; i++) samples[i] = (float)mm_recorded(&recording) / 32768;
}

#define CALLS                                                                                         \
  .encode = encode, .decode = decode, .room = room, .memory = memory, .block = block, .alike = alike, \
  .unit_size = sizeof(float), .type = MM_FLOAT
