// SPDX-License-Identifier: Apache-2.0
//
// FLAC streams of sound of 16 bits at 48 kHz, coded at level 5, its default. The setting is the number of
// channels; a block holds their samples by turns, 32 bits each.
//
// The format loses nothing, so a decoder's samples are compared bit for bit. An encoder's bytes can't be: it
// chooses predictors by floats, whose last bits depend on the level and, as the library looks at the CPU
// itself, on the host. So what its stream decodes to is compared.
//
// An encoder asks the CPU what it can when its stream starts, six times, so it gets a longer one.
#include <FLAC/stream_decoder.h>
#include <FLAC/stream_encoder.h>

#include "codec.h"
#include "files.h"
#include "signals.h"

struct encoding {
  uint8_t *to;
  size_t room, size;
};

static FLAC__StreamEncoderWriteStatus append(const FLAC__StreamEncoder *encoder, const FLAC__byte bytes[],
                                             size_t size, uint32_t samples, uint32_t frame, void *client) {
  (void)encoder, (void)samples, (void)frame;
  struct encoding *encoding = client;
  if (size > encoding->room - encoding->size) return FLAC__STREAM_ENCODER_WRITE_STATUS_FATAL_ERROR;
  memcpy(encoding->to + encoding->size, bytes, size);
  encoding->size += size;
  return FLAC__STREAM_ENCODER_WRITE_STATUS_OK;
}

static inline size_t encode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)arena;
  struct encoding encoding = {to, room, 0};
  uint32_t channels = (uint32_t)codec->setting;
  FLAC__StreamEncoder *encoder = FLAC__stream_encoder_new();
  if (!encoder) return 0;
  FLAC__stream_encoder_set_channels(encoder, channels);
  FLAC__stream_encoder_set_bits_per_sample(encoder, 16);
  FLAC__stream_encoder_set_sample_rate(encoder, 48000);
  FLAC__stream_encoder_set_compression_level(encoder, 5);
  int encoded = FLAC__stream_encoder_init_stream(encoder, append, NULL, NULL, NULL, &encoding) ==
                    FLAC__STREAM_ENCODER_INIT_STATUS_OK &&
                FLAC__stream_encoder_process_interleaved(encoder, from,
                                                         (uint32_t)(size / sizeof(FLAC__int32)) / channels) &&
                FLAC__stream_encoder_finish(encoder);
  FLAC__stream_encoder_delete(encoder);
  return encoded ? encoding.size : 0;
}

struct decoding {
  const uint8_t *from;
  size_t left;
  FLAC__int32 *to;
  size_t room;  // samples
};

static FLAC__StreamDecoderReadStatus supply(const FLAC__StreamDecoder *decoder, FLAC__byte bytes[],
                                            size_t *size, void *client) {
  (void)decoder;
  struct decoding *decoding = client;
  if (*size > decoding->left) *size = decoding->left;
  memcpy(bytes, decoding->from, *size);
  decoding->from += *size;
  decoding->left -= *size;
  return *size > 0 ? FLAC__STREAM_DECODER_READ_STATUS_CONTINUE
                   : FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM;
}

static FLAC__StreamDecoderWriteStatus interleave(const FLAC__StreamDecoder *decoder, const FLAC__Frame *frame,
                                                 const FLAC__int32 *const samples[], void *client) {
  (void)decoder;
  struct decoding *decoding = client;
  uint32_t channels = frame->header.channels;
  for (uint32_t i = 0; i < frame->header.blocksize && decoding->room >= channels; i++) {
    for (uint32_t c = 0; c < channels; c++) *decoding->to++ = samples[c][i];
    decoding->room -= channels;
  }
  return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
}

// What a damaged frame decodes to is wrong anyway.
static void ignore(const FLAC__StreamDecoder *decoder, FLAC__StreamDecoderErrorStatus status, void *client) {
  (void)decoder, (void)status, (void)client;
}

static inline size_t decode(const struct mm_codec *codec, void *to, size_t room, const void *from,
                            size_t size, struct mm_arena *arena) {
  (void)codec, (void)arena;
  struct decoding decoding = {from, size, to, room / sizeof(FLAC__int32)};
  FLAC__StreamDecoder *decoder = FLAC__stream_decoder_new();
  if (!decoder) return 0;
  if (FLAC__stream_decoder_init_stream(decoder, supply, NULL, NULL, NULL, NULL, interleave, NULL, ignore,
                                       &decoding) == FLAC__STREAM_DECODER_INIT_STATUS_OK)
    FLAC__stream_decoder_process_until_end_of_stream(decoder);
  FLAC__stream_decoder_delete(decoder);
  return room - decoding.room * sizeof(FLAC__int32);
}

static inline size_t room(size_t size) { return size + 1024; }

// As files have them, samples take 2 bytes.
static inline size_t block(const struct mm_codec *codec, uint64_t bytes) {
  size_t frame = sizeof(FLAC__int32) * (size_t)codec->setting;
  size_t longer = codec->pace == MM_SLOW ? 4 : 1;
  return 2 * longer * bytes / frame * frame;
}

static inline void speech(char *block, size_t size, uint64_t seed) {
  FLAC__int32 *samples = (FLAC__int32 *)block;
  struct mm_sound sound = mm_sound(seed);
  for (size_t i = 0; i < size / sizeof *samples; i++) samples[i] = mm_sample(&sound);
}

static inline void music(char *block, size_t size, uint64_t seed) {
  FLAC__int32 *samples = (FLAC__int32 *)block;
  struct mm_music state = mm_music(seed);
  for (size_t i = 0; i < size / sizeof *samples; i += 2) {
    int16_t frame[2];
    mm_frame(&state, frame);
    samples[i] = frame[0];
    samples[i + 1] = frame[1];
  }
}

// Of a WAV file of one channel.
static inline void recorded(char *block, size_t size, uint64_t seed, const char *file, const char *end) {
  FLAC__int32 *samples = (FLAC__int32 *)block;
  struct mm_recording recording = mm_recording(file, end, seed);
  for (size_t i = 0; i < size / sizeof *samples; i++) samples[i] = mm_recorded(&recording);
}

#define CALLS \
  .encode = encode, .decode = decode, .room = room, .block = block, .unit_size = sizeof(FLAC__int32)
