// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.verify;

import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.NativeException;
import dev.marchmark.nativelib.Shim;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The child process of {@link Verifier}: for each line {@code reference TAB library TAB level} on its input it prints one
 * line, {@link #OK} and the largest difference, or {@link #WRONG} and the reason. Where a second library and its level
 * follow, it compares the two: {@link #OK} and their {@link Agreement}. Where a size in bytes follows, it says how long a
 * run takes: {@link #OK} and nanoseconds. What else comes out is the JVM's, where it crashes.
 */
final class VerifyWorker {
    static final String OK = "marchmark-ok\t";
    static final String WRONG = "marchmark-wrong\t";

    private VerifyWorker() {}

    /**
     * Serves until its input ends.
     *
     * @param args the build folder
     */
    public static void main(String[] args) throws IOException {
        Path build = Path.of(args[0]);
        Cpu cpu = Shim.load(build);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            String[] request = line.split("\t", -1);
            System.out.println(answer(build, request, cpu));
            System.out.flush();
        }
    }

    private static String answer(Path build, String[] request, Cpu cpu) {
        try {
            Path reference = build.resolve(request[0]);
            Path library = build.resolve(request[1]);
            int level = Integer.parseInt(request[2]);
            return OK
                    + switch (request.length) {
                        case 3 -> Double.toString(Verification.check(reference, library, level, cpu));
                        case 4 ->
                            Long.toString(RunTime.nanos(reference, library, level, Long.parseLong(request[3]), cpu));
                        default ->
                            Verification.compare(
                                            reference,
                                            library,
                                            level,
                                            build.resolve(request[3]),
                                            Integer.parseInt(request[4]),
                                            cpu)
                                    .toString();
                    };
        } catch (WrongResultException | NativeException e) {
            return WRONG + e.getMessage();
        }
    }
}
