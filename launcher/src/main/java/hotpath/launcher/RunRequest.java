package hotpath.launcher;

import hotpath.interpreter.vm.AssertionRules;
import hotpath.platform.Options;
import java.util.List;
import java.util.Map;

/**
 * A program to run.
 *
 * @param properties system properties of the guest
 * @param assertions for which classes assertions are on
 * @param grants what it may reach of the host
 * @param classPath folders and jars, with the host's path separator between them; may be empty
 * @param classPathProperty what the guest's {@code java.class.path} says
 * @param classes class files held in memory, by internal name; they come before the class path
 * @param mainClass its binary name, with dots
 * @param arguments of its main method
 */
public record RunRequest(
    Options options,
    Map<String, String> properties,
    AssertionRules assertions,
    Grants grants,
    String classPath,
    String classPathProperty,
    Map<String, byte[]> classes,
    String mainClass,
    List<String> arguments) {}
