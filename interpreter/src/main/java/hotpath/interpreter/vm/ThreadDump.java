package hotpath.interpreter.vm;

import hotpath.interpreter.frame.FrameCursor;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadStatus;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.predecode.PreparedMethod;
import java.util.Locale;

/**
 * All threads with their states and stacks as text, like {@code jstack} prints them. Allocates
 * nothing in the guest.
 */
public final class ThreadDump {
  private final Vm vm;
  private final StringBuilder text = new StringBuilder();

  private ThreadDump(Vm vm) {
    this.vm = vm;
  }

  public static String of(Vm vm) {
    ThreadDump dump = new ThreadDump(vm);
    for (GuestThread thread : vm.threads().all()) {
      dump.thread(thread);
    }
    return dump.text.toString();
  }

  /** The topmost {@code most} frames of a thread. */
  public static String top(Vm vm, GuestThread thread, int most) {
    ThreadDump dump = new ThreadDump(vm);
    int shown = 0;
    for (FrameCursor cursor = new FrameCursor(thread); cursor.isValid(); cursor.next()) {
      Method method = vm.methods().at(cursor.method());
      if (!method.isHidden() && shown++ < most) {
        dump.frame(method, cursor);
      }
    }
    if (shown > most) {
      dump.text.append("\t... ").append(shown - most).append(" more\n");
    }
    return dump.text.toString();
  }

  private void thread(GuestThread thread) {
    int mirror = thread.mirror();
    int holder = vm.fields().ref(mirror, LibraryField.THREAD_HOLDER);
    text.append('\n').append(name(thread));
    text.append(" #").append(vm.fields().i64(mirror, LibraryField.THREAD_TID));
    if (vm.fields().bool(holder, LibraryField.THREAD_HOLDER_DAEMON)) {
      text.append(" daemon");
    }
    text.append(" prio=").append(vm.fields().i32(holder, LibraryField.THREAD_HOLDER_PRIORITY));
    text.append("\n   java.lang.Thread.State: ").append(thread.turn().status().text());
    text.append('\n');
    boolean top = true;
    for (FrameCursor cursor = new FrameCursor(thread); cursor.isValid(); cursor.next()) {
      Method method = vm.methods().at(cursor.method());
      if (!method.isHidden()) {
        frame(method, cursor);
        if (top) {
          waitsFor(thread, cursor.fp(), method);
        }
        top = false;
      }
    }
  }

  private String name(GuestThread thread) {
    int name = vm.fields().ref(thread.mirror(), LibraryField.THREAD_NAME);
    return '"' + (name == 0 ? "" : vm.strings().read(name)) + '"';
  }

  private void frame(Method method, FrameCursor cursor) {
    text.append("\tat ");
    if (method.holder().loader().isBoot()) {
      text.append("java.base/");
    }
    text.append(method.holder().externalName()).append('.').append(method.name()).append('(');
    String file = method.holder().classFile().sourceFile();
    PreparedMethod prepared = vm.codeMap().find(cursor.pc());
    if (method.isNative()) {
      text.append("Native Method");
    } else if (file == null) {
      text.append("Unknown Source");
    } else {
      int line = prepared == null ? -1 : method.code().lineOfBci(prepared.bciAt(cursor.pc()));
      text.append(file);
      if (line >= 0) {
        text.append(':').append(line);
      }
    }
    text.append(")\n");
  }

  /** The object that a thread's topmost frame waits for. */
  private void waitsFor(GuestThread thread, long fp, Method method) {
    ThreadStatus status = thread.turn().status();
    switch (status) {
      case BLOCKED -> {
        boolean entering = !method.isNative();
        long slot = entering ? thread.sp() - FrameLayout.SLOT : receiver(fp, method);
        int object = vm.memory().wideRef(slot);
        object(entering ? "waiting to lock" : "waiting to re-lock in wait()", object);
        GuestThread owner = vm.monitors().owner(object);
        if (owner != null) {
          text.append(", held by ").append(name(owner));
        }
        text.append('\n');
      }
      case WAITING, TIMED_WAITING -> {
        object("waiting on", vm.memory().wideRef(receiver(fp, method)));
        text.append('\n');
      }
      case PARKED, TIMED_PARKED -> {
        int blocker = vm.fields().ref(thread.mirror(), LibraryField.THREAD_PARK_BLOCKER);
        if (blocker != 0) {
          object("parking to wait for", blocker);
          text.append('\n');
        }
      }
      default -> {}
    }
  }

  private static long receiver(long fp, Method method) {
    return fp - (long) method.argumentSlots() * FrameLayout.SLOT;
  }

  /** An object by its identity: the region offset, which lasts until the next collection. */
  private void object(String relation, int ref) {
    String address = String.format(Locale.ROOT, "%08x", Integer.toUnsignedLong(ref));
    text.append("\t- ").append(relation).append(" <0x").append(address).append("> (a ");
    text.append(vm.klasses().of(ref).externalName()).append(')');
  }
}
