// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code instructions.tsv}: what each instruction needs, as data. */
final class InstructionTable {
    /** How an instruction is encoded, by its first byte after the legacy prefixes. */
    enum Encoding {
        LEGACY(0),
        VEX(1),
        EVEX(2),
        XOP(3);

        final int number;

        Encoding(int number) {
            this.number = number;
        }
    }

    /** Bits for what operands mention. */
    static final int XMM = 1;

    static final int YMM = 2;
    static final int ZMM = 4;
    static final int MASK = 8;
    static final int MEMORY = 16;
    /** One above the highest combination of these bits. */
    static final int MENTIONS = 32;

    /** Bits for what a mnemonic is beside what it needs. */
    static final int PREFIX = 1;

    static final int ENDS = 2;
    static final int BRANCHES = 4;
    static final int ASKS_CPU = 8;
    static final int PADS = 16;
    static final int PACKED = 32;
    static final int SINGLE = 64;
    static final int SEVERAL = 128;

    /** What a feature belongs to. */
    enum Level {
        V1,
        V2,
        V3,
        V4,
        OUTSIDE,
        TZCNT,
        INVALID
    }

    /** A feature of the CPU; its number is its place in {@link #features}. */
    record Feature(String name, Level level) {
        /** Whether counts name it: x86-64 itself, tzcnt and what is no instruction have columns of their own. */
        boolean isNamed() {
            return switch (level) {
                case V2, V3, V4, OUTSIDE -> true;
                default -> false;
            };
        }
    }

    private record Rule(int mentions, int feature, Pattern mnemonics) {}

    private record Trait(int bit, Pattern mnemonics) {}

    private static final Pattern WORDS = Pattern.compile("[_.]");

    static final InstructionTable SHIPPED = load();

    private final List<Feature> features = new ArrayList<>();
    private final Map<Encoding, List<Rule>> rules = new EnumMap<>(Encoding.class);
    private final List<Trait> traits = new ArrayList<>();
    private Pattern dispatch = Pattern.compile("");

    private static InstructionTable load() {
        InstructionTable table = new InstructionTable();
        try (InputStream resource = InstructionTable.class.getResourceAsStream("instructions.tsv");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(resource), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> table.add(line.split("\t", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    /** Of the table's text: audits by another table may differ. */
    static String shippedSha256() {
        try (InputStream resource = InstructionTable.class.getResourceAsStream("instructions.tsv")) {
            byte[] text = Objects.requireNonNull(resource).readAllBytes();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private void add(String[] cells) {
        switch (cells[0]) {
            case "feature" -> {
                for (String name : cells[2].split(" ", -1)) {
                    features.add(new Feature(name, level(cells[1])));
                }
            }
            case "prefix" -> traits.add(new Trait(PREFIX, pattern(cells[1])));
            case "mark" -> traits.add(new Trait(ASKS_CPU, pattern(cells[1])));
            case "padding" -> traits.add(new Trait(PADS, pattern(cells[1])));
            case "packed" -> traits.add(new Trait(PACKED, pattern(cells[1])));
            case "single" -> traits.add(new Trait(SINGLE, pattern(cells[1])));
            case "several" -> traits.add(new Trait(SEVERAL, pattern(cells[1])));
            case "dispatch" -> dispatch = pattern(cells[1]);
            case "flow" -> traits.add(new Trait(cells[1].equals("end") ? ENDS : BRANCHES, pattern(cells[2])));
            case "rule" ->
                rules.computeIfAbsent(Encoding.valueOf(cells[1].toUpperCase(Locale.ROOT)), any -> new ArrayList<>())
                        .add(new Rule(mentions(cells[2]), feature(cells[3]), pattern(cells[4])));
            default -> throw new IllegalStateException("instructions.tsv has a line of kind " + cells[0]);
        }
    }

    private static Level level(String text) {
        return Level.valueOf((text.length() == 1 ? "V" + text : text).toUpperCase(Locale.ROOT));
    }

    private static int mentions(String text) {
        return switch (text) {
            case "any" -> 0;
            case "xmm" -> XMM;
            case "ymm" -> YMM;
            case "zmm" -> ZMM;
            case "k" -> MASK;
            case "mem" -> MEMORY;
            default -> throw new IllegalStateException("instructions.tsv mentions " + text);
        };
    }

    /** Shell patterns as one regular expression; they contain letters, digits and braces beside {@code * ? [ ] !}. */
    private static Pattern pattern(String globs) {
        String expression = globs.replace(".", "\\.")
                .replace("{", "\\{")
                .replace("}", "\\}")
                .replace("(", "\\(")
                .replace(")", "\\)")
                .replace("*", "[^ ]*")
                .replace("?", "[^ ]")
                .replace(' ', '|');
        return Pattern.compile(expression);
    }

    /** The number of a feature. */
    int feature(String name) {
        for (int i = 0; i < features.size(); i++) {
            if (features.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException("instructions.tsv has no feature " + name);
    }

    List<Feature> features() {
        return features;
    }

    /** What a mnemonic is beside what it needs: the bits above. */
    int traits(String mnemonic) {
        int bits = 0;
        for (Trait trait : traits) {
            if (trait.mnemonics.matcher(mnemonic).matches()) {
                bits |= trait.bit;
            }
        }
        return bits;
    }

    /** The word in a function's name that tells that it is one of several, or null. */
    @Nullable
    String dispatchWord(String function) {
        boolean first = true;
        for (String word : WORDS.split(function, -1)) {
            if (!first && dispatch.matcher(word).matches()) {
                return word;
            }
            first &= word.isEmpty();
        }
        return null;
    }

    /** The number of the feature that an instruction needs. */
    int needs(String mnemonic, Encoding encoding, int mentions) {
        for (Rule rule : rules.getOrDefault(encoding, List.of())) {
            if ((rule.mentions & mentions) == rule.mentions
                    && rule.mnemonics.matcher(mnemonic).matches()) {
                return rule.feature;
            }
        }
        return feature(encoding == Encoding.LEGACY ? "BASE" : "OTHER");
    }
}
