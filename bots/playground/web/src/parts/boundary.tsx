import { Component, type ReactNode } from "react";

/** Shows something plainer where a renderer fails at a message. Give it the message's content as its key. */
export class Boundary extends Component<{ otherwise: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.otherwise : this.props.children;
  }
}
