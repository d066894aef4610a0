// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.model.Audit.Failure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files to look into: those named, and of folders those that are ELF files, static libraries or packages. */
final class Inputs {
    /**
     * A file.
     *
     * @param name relative to what was asked for
     */
    record Input(Path file, String name, Archives.Kind kind) {}

    private final List<Input> inputs = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    /** Links are followed where they are named, not within folders: there they lead back or to what is looked at anyway. */
    Inputs(List<Path> named) {
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                walk(path);
            } else if (!Files.isRegularFile(path)) {
                failures.add(new Failure(
                        path.toString(), Files.exists(path) ? "is neither a file nor a folder" : "does not exist"));
            } else {
                add(path, path.toString(), true);
            }
        }
    }

    List<Input> inputs() {
        return inputs;
    }

    List<Failure> failures() {
        return failures;
    }

    private void walk(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        add(file, root.relativize(file).toString(), false);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    failures.add(new Failure(root.relativize(file).toString(), "can't be read: " + e.getMessage()));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                    return e == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, e);
                }
            });
        } catch (IOException e) {
            failures.add(new Failure(root.toString(), "can't be read: " + e.getMessage()));
        }
    }

    private void add(Path file, String name, boolean named) {
        try {
            Archives.Kind kind = Archives.kind(file);
            if (kind != Archives.Kind.OTHER) {
                inputs.add(new Input(file, name, kind));
            } else if (named) {
                failures.add(new Failure(name, "is no ELF file, static library, .deb or .rpm"));
            }
        } catch (IOException e) {
            failures.add(new Failure(name, "can't be read: " + e.getMessage()));
        }
    }
}
