// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import dev.marchmark.audit.ElfSymbols.Kind;
import dev.marchmark.audit.ElfSymbols.Symbol;
import dev.marchmark.model.CodeCounts;
import dev.marchmark.model.FileAudit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Audits one ELF file after another. For one thread. */
final class Auditor {
    /** In place of a digest that nobody reads: it would take all of a file from the disk. */
    private static final String NOT_ASKED = "";

    private final InstructionTable table = InstructionTable.SHIPPED;
    private final Mnemonics mnemonics = new Mnemonics(table);
    private final Path workspace;

    /** A file, with what says where its code is. */
    private record Opened(Path file, ElfFile elf, List<Symbol> symbols, List<Region> regions) {
        static Opened of(Path file, ElfFile elf) throws AuditException {
            List<Symbol> symbols = ElfSymbols.of(elf);
            return new Opened(file, elf, symbols, CodeMap.of(elf, symbols));
        }
    }

    /** What is done with a file, as long as it is open. */
    private interface Work<T> {
        T with(Opened opened) throws AuditException;
    }

    /** @param workspace an existing private folder for what objdump gets to see */
    Auditor(Path workspace) {
        this.workspace = workspace;
    }

    private static <T> T open(Path file, Work<T> work) throws AuditException {
        return Confined.to(() -> {
            try (ElfFile elf = ElfFile.read(file)) {
                return work.with(Opened.of(file, elf));
            }
        });
    }

    /**
     * Audits an ELF file.
     *
     * @param name what the result calls it
     * @param watch is told how far it is
     * @throws AuditException saying what is wrong with the file, or with objdump
     */
    FileAudit audit(Path file, String name, Objdump.Watch watch) throws AuditException {
        return open(file, opened -> {
            Functions functions = new Functions(table, ifuncs(opened.symbols), true);
            return audit(opened, name, opened.elf.sha256(), functions, UnaryOperator.identity(), watch);
        });
    }

    /**
     * Audits a file of a system. Of its functions the sum is kept, not each: a browser has half a million.
     *
     * @throws AuditException saying what is wrong with the file, or with objdump
     */
    SurveyedFile survey(Path file, String name, Objdump.Watch watch) throws AuditException {
        return open(file, opened -> {
            LongAdder packed = new LongAdder();
            Functions functions = new Functions(table, ifuncs(opened.symbols), false);
            FileAudit audit =
                    audit(opened, name, NOT_ASKED, functions, new Packed(any -> packed.increment())::and, watch);
            List<UnwindRanges.Range> vouched = new ArrayList<>(UnwindRanges.of(opened.elf));
            vouched.addAll(GoFunctions.ranges(opened.elf));
            long bytes = UnwindRanges.covered(opened.elf, vouched);
            return SurveyedFile.of(audit, ElfLinks.of(opened.elf), packed.sum(), bytes);
        });
    }

    /**
     * Audits a library, and keeps what it takes to compare it.
     *
     * @throws AuditException saying what is wrong with the file, or with objdump
     */
    LibraryCode code(Path file, Objdump.Watch watch) throws AuditException {
        return open(file, opened -> {
            FunctionReader reader = new FunctionReader(certain(opened.regions), table);
            Functions functions = new Functions(table, ifuncs(opened.symbols), false);
            FileAudit audit = audit(opened, file.toString(), NOT_ASKED, functions, reader::and, watch);
            return new LibraryCode(reader.functions(), audit.total());
        });
    }

    /**
     * Where a library's instructions lie that compute on several elements at once, or need more than x86-64 itself, as far
     * as its functions reach.
     *
     * @throws AuditException saying what is wrong with the file, or with objdump
     */
    InstructionPlaces places(Path file) throws AuditException {
        return open(file, opened -> {
            InstructionPlaces.Reader reader = new InstructionPlaces.Reader(table);
            Objdump.decode(opened.elf, certain(opened.regions), mnemonics, workspace, reader);
            return reader.places();
        });
    }

    private static List<Region> certain(List<Region> regions) {
        return regions.stream().filter(Region::certain).toList();
    }

    /**
     * @param sha256 of the file
     * @param functions empty, to be filled
     * @param readers may give what is decoded for the audit to others as well
     */
    private FileAudit audit(
            Opened opened,
            String name,
            String sha256,
            Functions functions,
            UnaryOperator<Objdump.Sink> readers,
            Objdump.Watch watch)
            throws AuditException {
        ElfFile elf = opened.elf;
        List<Region> regions = opened.regions;
        List<Region> certain = certain(regions);
        ReachedCode reached = new ReachedCode(
                regions.stream().filter(region -> !region.certain()).toList(), table);
        regions.stream()
                .filter(region -> !region.certain() && region.name() != null)
                .forEach(region -> reached.enter(region.start()));
        Objdump.Sink sink = readers.apply(new Counter(certain, functions, reached, table));
        Objdump.decode(elf, certain, mnemonics, workspace, sink, watch);
        reached.follow(elf, mnemonics, workspace, watch);
        for (Region region : regions) {
            String named = region.name();
            CodeCounts counts = named == null ? null : reached.byName().remove(named);
            if (named != null && counts != null) {
                functions.add(region, counts, reached.asksCpu(named));
            }
        }
        CodeCounts unattributed = reached.byName().getOrDefault(ReachedCode.NAMELESS, CodeCounts.NONE);
        CodeCounts attributed = functions.total();
        long codeBytes = elf.code().stream().mapToLong(ElfFile.Section::size).sum();
        return new FileAudit(
                name,
                elf.kind(),
                sha256,
                ElfNotes.isaNeeded(elf),
                CompilerFlags.of(elf, opened.file),
                functions.asksCpu() + reached.asksCpu(ReachedCode.NAMELESS),
                opened.symbols.stream()
                        .filter(symbol -> symbol.kind() == Kind.IFUNC)
                        .map(Symbol::name)
                        .distinct()
                        .count(),
                codeBytes,
                attributed,
                unattributed,
                codeBytes - attributed.bytes() - unattributed.bytes(),
                functions.all());
    }

    private static Set<Long> ifuncs(List<Symbol> symbols) {
        Set<Long> addresses = new HashSet<>();
        symbols.stream()
                .filter(symbol -> symbol.kind() == Kind.IFUNC)
                .forEach(symbol -> addresses.add(symbol.address()));
        return addresses;
    }

    /** Passes on where arithmetic on several elements at once is. */
    private static final class Packed implements Objdump.Sink {
        private final LongConsumer addresses;

        Packed(LongConsumer addresses) {
            this.addresses = addresses;
        }

        @Override
        public void accept(int region, Instruction instruction) {
            if ((instruction.traits & InstructionTable.PACKED) != 0) {
                addresses.accept(instruction.address);
            }
        }

        @Override
        public void finish() {}
    }

    /** Counts what is code for certain, and notes where it goes beyond that. */
    private static final class Counter implements Objdump.Sink {
        private final List<Region> regions;
        private final Functions functions;
        private final ReachedCode reached;
        private final Tally tally;
        private @Nullable Region current;
        private int seen;

        Counter(List<Region> regions, Functions functions, ReachedCode reached, InstructionTable table) {
            this.regions = regions;
            this.functions = functions;
            this.reached = reached;
            this.tally = new Tally(table);
        }

        @Override
        public void accept(int region, Instruction instruction) {
            if (current == null || region != seen) {
                finish();
                current = regions.get(region);
                seen = region;
            }
            tally.count(instruction);
            if (instruction.target != Instruction.NONE
                    && (instruction.target < current.start() || instruction.target >= current.end())) {
                reached.enter(instruction.target);
            }
        }

        @Override
        public void finish() {
            if (current != null) {
                int asks = tally.asksCpu();
                functions.add(current, tally.take(current.end() - current.start()), asks);
                current = null;
            }
        }
    }
}
